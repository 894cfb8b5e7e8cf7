import { type Finding, walk } from './contract.ts';
import { textOf } from './platform.ts';
import type { Json } from './types.ts';

const MARKED = /<(!(?:channel|here|everyone)|!subteam\^\w+|@[UWB]\w+)(?:\|[^>]*)?>/g;
const PLAIN = /(?<![\w.])@(channel|here|everyone)\b/g;

/** What in a message would notify people. The platform lets it pass; we never do. */
export function findPings(message: Json): Finding[] {
  const parses = message.parse === 'full' || message.link_names === true;
  const whole = ['text', 'markdown_text'].flatMap((name) => pingsIn(textOf(message[name]), `/${name}`, parses));
  const parts = ['blocks', 'attachments', 'chunks'].flatMap((name) =>
    [...walk(message[name], `/${name}`)].flatMap(({ node, at }) => pingsOf(node, at)),
  );
  return [...whole, ...parts];
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
