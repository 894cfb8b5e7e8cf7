import { UserError } from '../errors.ts';

/** What can be read. */
export type Kind = 'html' | 'pdf' | 'text';

export interface Resource {
  bytes: Uint8Array;
  /** The content type, with its parameters. */
  type: string | null;
  /** A file's name; null for an address. */
  name: string | null;
}

/** By what the bytes are where they show it, else by what is said of them. Throws UserError unsupportedType. */
export function kindOf({ bytes, type, name }: Resource): Kind {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  const foreign = FOREIGN.find(([magic]) => start.startsWith(magic));
  if (foreign) throw new UserError('unsupportedType', { type: foreign[1] });
  const essence = (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const said = VAGUE.test(essence) ? kindOfName(name) : (KINDS.get(essence) ?? null);
  const isKnown = said !== null || VAGUE.test(essence);
  if (isKnown && HTML_START.test(start)) return 'html';
  if (said === null || (said !== 'pdf' && isBinary(bytes.subarray(0, 1024)))) {
    throw new UserError('unsupportedType', { type: describe(essence, name) });
  }
  return said;
}

const KINDS = new Map<string, Kind>([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['application/pdf', 'pdf'],
  ['application/x-pdf', 'pdf'],
  ['text/plain', 'text'],
  ['text/markdown', 'text'],
]);

/** Types that say nothing, or no more than that it is some XML. */
const VAGUE =
  /^(?:$|(?:application|binary)\/(?:octet-stream|unknown|download|x-download|force-download)$|unknown\/|\*\/|(?:text|application)\/xml$)/;

/** What may stand before the first tag: a byte order mark, an XML declaration, comments. */
const HTML_START =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i;

const FOREIGN: [string, string][] = [
  ['\x89PNG', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['GIF8', 'an image'],
  ['RIFF', 'an image or a recording'],
  ['PK\x03\x04', 'a packed file, such as a Word document'],
  ['\xd0\xcf\x11\xe0', 'an old Office document'],
  ['\x1f\x8b', 'a packed file'],
  ['{\\rtf', 'a rich text file'],
];

const EXTENSIONS = new Map<string, Kind>([
  ['txt', 'text'],
  ['text', 'text'],
  ['md', 'text'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['pdf', 'pdf'],
]);

/** What has no name, or a name without an extension, is text if it is nothing else. */
function kindOfName(name: string | null): Kind | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name ?? '')?.[1]?.toLowerCase();
  return extension === undefined ? 'text' : (EXTENSIONS.get(extension) ?? null);
}

/** Control bytes stand in no text; zeros only in UTF-16, which has a mark or one in every second byte. */
function isBinary(start: Uint8Array): boolean {
  const [first = 0, second = 0] = start;
  if (first + second === 0xff + 0xfe) return false;
  const zeros = start.filter((byte) => byte === 0).length;
  const controls = start.filter((byte) => byte > 0 && (byte < 9 || (byte > 13 && byte < 27))).length;
  return (zeros > 0 && zeros < start.length * 0.3) || controls > start.length * 0.02;
}

function describe(essence: string, name: string | null): string {
  const medium = /^(image|video|audio)\//.exec(essence)?.[1];
  if (medium !== undefined) return medium === 'audio' ? 'a recording' : `${medium === 'image' ? 'an' : 'a'} ${medium}`;
  if (/\b(?:rss|atom)\b/.test(essence)) return 'a feed';
  if (!VAGUE.test(essence)) return `a file of type ${essence.slice(0, 60)}`;
  return name === null ? 'a file of a kind unknown to us' : `a file like “${name}”`;
}
