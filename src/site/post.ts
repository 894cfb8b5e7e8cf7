import type { Block, Message } from '../chat/message.ts';
import { messageSchema } from '../chat/message.ts';
import { changeBlocks } from '../desk/note-edit.ts';
import type { ArchivedPost } from '../news/archive-ports.ts';
import { escapeLink, escapeText } from './escape.ts';

/** A post as it is shown: its head, and what stands under it as HTML. */
export interface ShownPost {
  key: string;
  title: string;
  /** Of the article, where the post tells one story alone; escaped. */
  link: string | null;
  at: number;
  changedAt: number;
  html: string;
}

/** The post's first heading is its title; what its articles say differently since comes first. */
export function showPost({ key, message, at, changedAt, changed }: ArchivedPost): ShownPost {
  const { blocks } = readMessage(message);
  const [first, ...rest] = blocks;
  const head = first?.kind === 'heading' ? first : null;
  const body = [...changed.flatMap(changeBlocks), ...(head ? rest : blocks)];
  return {
    ...{ key, at, changedAt },
    title: head?.text || 'Digest',
    link: escapeLink(head?.url ?? null),
    html: body.map(blockHtml).join('\n'),
  };
}

/** One of an older version, which had other blocks, must not take the page along. */
function readMessage(message: object): Pick<Message, 'blocks'> {
  const read = messageSchema.pick({ blocks: true }).safeParse(message);
  return read.success ? read.data : { blocks: [] };
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      // Since when a story is told stands under its title, with a link to the earlier post: no title of its own.
      return element(/^What’s new since /.test(block.text) ? 'p' : 'h3', linked(block.text, block.url));
    case 'claims':
      return list(block.items.map(({ text, quoted }) => escapeText(quoted ? inQuotes(text) : text)));
    case 'sentences':
      return list(block.items.map(({ id, text }) => `${id}. ${escapeText(text)}`));
    case 'sources':
      return list(
        block.items.map(({ text, site, date, url }) => {
          const where = [site, date].filter((one) => one !== null).join(', ');
          return `${linked(text, url)}${where && ` · ${escapeText(where)}`}`;
        }),
      );
    case 'code':
      return `<pre dir="auto">${escapeText(block.text)}</pre>`;
    case 'note':
      return element('p', `<small>${escapeText(block.text)}</small>`);
    case 'text':
      return element('p', escapeText(block.text));
  }
}

function element(name: 'p' | 'h3' | 'li', html: string): string {
  return `<${name} dir="auto">${html}</${name}>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>\n${items.map((item) => element('li', item)).join('\n')}\n</ul>`;
}

function linked(text: string, url: string | null): string {
  const link = escapeLink(url);
  return link === null ? escapeText(text) : `<a href="${link}" rel="${REL}">${escapeText(text)}</a>`;
}

/** Nobody is told where the reader comes from: the address is a secret. */
export const REL = 'noopener noreferrer nofollow';

/** A sentence that is one whole quotation already carries its marks. */
function inQuotes(text: string): string {
  return /^[“"][^“”"]*[”"]$/.test(text) ? text : `“${text}”`;
}
