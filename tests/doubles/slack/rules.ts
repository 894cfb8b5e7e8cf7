import { codeAt, type Finding, walk } from './contract.ts';
import { CHARACTERS, CHARACTERS_ANYWHERE, ITEMS, MESSAGE, MESSAGES_ONLY, NUMBERS } from './limits.ts';
import { isJson, jsonsOf, textOf } from './platform.ts';
import type { Json } from './types.ts';

/** The written rules that the types lack, for a message's or a view's whole tree. */
export function checkLimits(tree: unknown, at: string): Finding[] {
  return [...walk(tree, at)].flatMap(({ node, at: place }) => [
    ...limitsOf(node, place),
    ...demandsOf(node, place),
    ...choicesOf(node, place),
  ]);
}

export function checkMessageBlocks(blocks: Json[], at: string): Finding[] {
  const findings: Finding[] = [];
  const say = (words: string) => findings.push({ at, words, code: codeAt(at) });
  if (blocks.length > MESSAGE.blocks) say(`no more than ${MESSAGE.blocks} items allowed [${blocks.length}]`);
  if (blocks.filter(({ type }) => type === 'table').length > 1) say('only one table is allowed in a message');
  const markdown = blocks.reduce((sum, { type, text }) => sum + (type === 'markdown' ? textOf(text).length : 0), 0);
  if (markdown > MESSAGE.markdown) say(`markdown blocks hold ${markdown} characters, ${MESSAGE.markdown} are allowed`);
  return [...findings, ...checkIds(blocks, at), ...checkLimits(blocks, at)];
}

export function checkView(view: Json, at: string): Finding[] {
  const blocks = jsonsOf(view.blocks);
  const findings: Finding[] = blocks.flatMap((block, i) =>
    MESSAGES_ONLY.has(textOf(block.type))
      ? [{ at: `${at}/blocks/${i}`, words: `a ${block.type} block stands only in messages`, code: 'invalid_arguments' }]
      : [],
  );
  const say = (words: string) => findings.push({ at, words, code: 'invalid_arguments' });
  if (view.type === 'modal' && blocks.some(({ type }) => type === 'input') && !view.submit)
    say('"submit" is needed where there is an input block');
  const focused = [...walk(blocks)].filter(({ node }) => node.focus_on_load === true).length;
  if (focused > 1) say('only one element can have focus_on_load');
  return [...findings, ...checkIds(blocks, `${at}/blocks`), ...checkLimits(view, at)];
}

function checkIds(blocks: Json[], at: string): Finding[] {
  const doubled = (ids: unknown[]) => ids.find((id, i) => typeof id === 'string' && ids.indexOf(id) !== i);
  const block = doubled(blocks.map(({ block_id }) => block_id));
  const inBlocks = blocks.flatMap((one, i) => {
    const action = doubled([...walk(one)].map(({ node }) => node.action_id));
    return action ? [{ at: `${at}/${i}`, words: `action_id "${action}" is there twice`, code: codeAt(at) }] : [];
  });
  return block ? [{ at, words: `block_id "${block}" is there twice`, code: codeAt(at) }, ...inBlocks] : inBlocks;
}

function limitsOf(node: Json, at: string): Finding[] {
  const findings: Finding[] = [];
  const say = (words: string, path: string) =>
    findings.push({ at: `${at}/${path.replaceAll('.', '/')}`, words, code: codeAt(at) });
  const kind = kindOf(node, at);
  for (const [path, most] of Object.entries({ ...CHARACTERS_ANYWHERE, ...CHARACTERS[kind] })) {
    for (const text of pick(node, path)) {
      if (typeof text !== 'string') continue;
      if (text.length > most) say(`must be less than ${most + 1} characters [${text.length}]`, path);
    }
  }
  for (const [path, [least, most]] of Object.entries(ITEMS[kind] ?? {})) {
    for (const list of pick(node, path)) {
      if (!Array.isArray(list) || (list.length >= least && list.length <= most)) continue;
      say(`must hold ${least} to ${most} items [${list.length}]`, path);
    }
  }
  for (const [path, [least, most]] of Object.entries(NUMBERS[kind] ?? {})) {
    const value = node[path];
    if (typeof value === 'number' && (value < least || value > most)) say(`must be ${least} to ${most}`, path);
  }
  return findings;
}

/** What must be there, or must not be empty. */
function demandsOf(node: Json, at: string): Finding[] {
  const say = (words: string, path = '') => [{ at: at + path, words, code: codeAt(at) }];
  const has = (...names: string[]) => names.some((name) => node[name] !== undefined);
  const { type } = node;
  if ((type === 'plain_text' || type === 'mrkdwn') && node.text === '')
    return say('must be more than 0 characters', '/text');
  if (type === 'markdown' && node.text === '') return say('must be more than 0 characters', '/text');
  if (type === 'section' && !has('text', 'fields')) return say('needs text or fields');
  if (type === 'card' && !has('hero_image', 'title', 'actions', 'body'))
    return say('needs one of hero_image, title, actions, body');
  if (type === 'container' && !has('title', 'rich_text_title')) return say('needs title or rich_text_title');
  if (/^(multi_)?static_select$/.test(textOf(type)) && has('options') === has('option_groups'))
    return say('needs options or option_groups, not both');
  if (typeof node.url === 'string' && (type === 'button' || type === 'link') && !URL.canParse(node.url))
    return say('is no valid URL', '/url');
  if (typeof node.image_url === 'string' && !/^https?:\/\//.test(node.image_url))
    return say('is no valid URL', '/image_url');
  return [];
}

/** An initial choice must be one of the choices. */
function choicesOf(node: Json, at: string): Finding[] {
  const options = [...jsonsOf(node.options), ...jsonsOf(node.option_groups).flatMap((group) => jsonsOf(group.options))];
  if (options.length === 0) return [];
  const known = new Set(options.map(({ value }) => value));
  const chosen = [node.initial_option, ...jsonsOf(node.initial_options)].filter(isJson);
  const findings = chosen
    .filter(({ value }) => !known.has(value))
    .map(({ value }) => ({ at, words: `initial option "${value}" is none of the options`, code: codeAt(at) }));
  const values = options.map(({ value }) => value).filter((value) => value !== undefined);
  if (new Set(values).size < values.length)
    findings.push({ at, words: 'option values must be unique', code: codeAt(at) });
  return findings;
}

function kindOf(node: Json, at: string): string {
  if (/\/(options\/\d+|initial_option|initial_options\/\d+)$/.test(at)) return 'option';
  if (/\/option_groups\/\d+$/.test(at)) return 'option_group';
  if (at.endsWith('/confirm') && !('type' in node)) return 'confirm';
  return textOf(node.type);
}

/** Everything at "fields.*.text". */
function pick(node: unknown, path: string): unknown[] {
  const [first = '', ...rest] = path.split('.');
  const inner = first === '*' ? (Array.isArray(node) ? node : []) : isJson(node) ? [node[first]] : [];
  return rest.length > 0 ? inner.flatMap((one) => pick(one, rest.join('.'))) : inner;
}
