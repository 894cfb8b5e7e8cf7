import { type Finding, walk } from './contract.ts';
import { jsonsOf, textOf } from './platform.ts';
import type { Json } from './types.ts';

const MARKED = /<(!(?:channel|here|everyone)|!subteam\^\w+|@[UWB]\w+)(?:\|[^>]*)?>/g;
const PLAIN = /(?<![\w.])@(channel|here|everyone)\b/g;

/**
 * What in a message would notify people. The platform lets it pass; we never do, but for the one user group that a post may
 * say first.
 */
export function findPings(message: Json, { mayOpen = false } = {}): Finding[] {
  const parses = message.parse === 'full' || message.link_names === true;
  const rest = mayOpen ? withoutOpening(message) : message;
  const whole = ['text', 'markdown_text'].flatMap((name) => pingsIn(textOf(rest[name]), `/${name}`, parses));
  const parts = ['blocks', 'attachments', 'chunks'].flatMap((name) =>
    [...walk(rest[name], `/${name}`)].flatMap(({ node, at }) => pingsOf(node, at)),
  );
  return [...whole, ...parts];
}

/** The user groups that a message notifies: those in its blocks, or in its text where it has none. */
export function groupsNamed({ blocks, text }: Json): string[] {
  const elements = [...walk(blocks)].filter(({ node }) => node.type === 'usergroup');
  const marks = jsonsOf(blocks).length > 0 ? [] : [...textOf(text).matchAll(/<!subteam\^(\w+)/g)];
  return [...new Set([...elements.map(({ node }) => textOf(node.usergroup_id)), ...marks.map(([, id = '']) => id)])];
}

/** A first block that is a user group and nothing else, with the same group before the words of the text. */
function withoutOpening(message: Json): Json {
  const [first, ...others] = jsonsOf(message.blocks);
  const [section, ...moreSections] = jsonsOf(first?.elements);
  const [element, ...moreElements] = jsonsOf(section?.elements);
  const isAlone = moreSections.length + moreElements.length === 0 && section?.type === 'rich_text_section';
  if (first?.type !== 'rich_text' || element?.type !== 'usergroup' || !isAlone) return message;
  const mark = `<!subteam^${textOf(element.usergroup_id)}> `;
  const text = textOf(message.text);
  return text.startsWith(mark) ? { ...message, text: text.slice(mark.length), blocks: [{}, ...others] } : message;
}

function pingsOf(node: Json, at: string): Finding[] {
  const { type, text } = node;
  if (type === 'user' || type === 'usergroup' || type === 'broadcast') return [found(`a ${type} element`, at)];
  if (typeof text !== 'string') return [];
  // Unless it is verbatim, a mrkdwn text is searched for names as a person's text would be.
  if (type === 'mrkdwn') return pingsIn(text, `${at}/text`, node.verbatim !== true);
  if (type === 'markdown' || type === 'markdown_text') return pingsIn(text, `${at}/text`, false);
  return type === undefined && at.startsWith('/attachments') ? pingsIn(text, `${at}/text`, false) : [];
}

function pingsIn(text: string, at: string, parsesNames: boolean): Finding[] {
  const outside = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const hits = [...outside.matchAll(MARKED), ...(parsesNames ? outside.matchAll(PLAIN) : [])];
  return hits.map(([hit]) => found(hit, at));
}

function found(what: string, at: string): Finding {
  return { at, words: `pings: ${what}`, code: null };
}
