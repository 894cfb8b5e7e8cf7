import type { AnyCommand } from './command.ts';
import { parseLine } from './parse-line.ts';

/** A message somebody else wrote, as its platform read it for us. */
export interface HeardMessage {
  /** Its ref. */
  ref: string;
  /** Plain: without the platform's marks and without the mention of us. */
  text: string;
  /** Addresses in its text, its previews and its embeds, each once, in order. */
  links: readonly string[];
  files: readonly HeardFile[];
  /** Whether it is one of our own posts. */
  isOurs: boolean;
}

export interface HeardFile {
  name: string;
  type: string | null;
  /** What the platform reads it by, later and elsewhere. */
  handle: string;
}

interface Understood {
  command: string;
  options: Record<string, string>;
}

/**
 * What somebody means who mentions us or writes to us directly: a command without its slash, else what the message holds
 * (its files, its links) is summarized, else it is a question.
 */
export function understand(message: HeardMessage, commands: readonly AnyCommand[]): Understood {
  const { text, links, files } = message;
  const line = text.trim().replace(/^\//, '');
  const named = commands.find(({ name, isHidden }) => !isHidden && (line === name || line.startsWith(`${name} `)));
  if (named && !isQuestion(message, named)) return withFile(parseLine(`/${line}`, commands), message, named);
  const [file] = files;
  if (file) return { command: 'summarize', options: { file: file.handle } };
  const [url] = links;
  if (url) return { command: 'summarize', options: { url } };
  if (line === '') return { command: 'help', options: {} };
  return { command: 'ask', options: { question: line } };
}

/** “why did he resign?” is no call of /why, which takes an address, nor is any other line without a slash that asks. */
function isQuestion({ text, links, files }: HeardMessage, { name, options }: AnyCommand): boolean {
  const line = text.trim();
  if (line.startsWith('/') || links.length + files.length > 0 || name === 'ask' || line === name) return false;
  return line.endsWith('?') || Object.values(options).some(({ kind, isRequired }) => kind === 'url' && isRequired);
}

/** A file that came with the line goes to the option that takes one. */
function withFile(call: Understood, { files }: HeardMessage, command: AnyCommand): Understood {
  const option = Object.entries(command.options).find(([, { kind }]) => kind === 'file')?.[0];
  const [file] = files;
  if (!file || option === undefined) return call;
  return { ...call, options: { ...call.options, [option]: file.handle } };
}
