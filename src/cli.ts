import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from '../commands/index.ts';
import type { Message } from './chat/message.ts';
import type { Options } from './chat/options.ts';
import { type Config, readConfigOrExit } from './config.ts';
import { runDoctor } from './doctor.ts';
import { UserError } from './errors.ts';
import { createLogger } from './logger.ts';
import { formatMessage } from './platforms/local/format.ts';
import { LOCAL_WORKSPACE } from './platforms/local/inbox.ts';
import { channelRef } from './platforms/local/refs.ts';
import { watchReply } from './platforms/local/terminal.ts';
import { slackManifest, slackManifestReasons } from './platforms/slack/manifest.ts';
import { type Desk, openDesk } from './wire.ts';

/**
 * `copydesk <command> [address, file or words] [--option value] [--json]`: the local chat from a shell.
 * `copydesk doctor` looks at every connection, `copydesk slack-manifest` prints the Slack app's manifest.
 */

const CHANNEL = 'terminal';
const TIMEOUT_MS = 10 * 60_000;

interface Typed {
  command: string;
  options: Record<string, string>;
  /** A file of this machine, handed over as an upload. */
  file: string | null;
  asJson: boolean;
}

process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const [first = ''] = args;
  if (first === 'doctor') return (await runDoctor(readConfigOrExit(), (line) => console.log(line))) === 0 ? 0 : 1;
  if (first === 'slack-manifest') return printManifest(readConfigOrExit());
  let typed: Typed;
  try {
    typed = readArgs(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const config = readConfigOrExit({ LOG_LEVEL: process.argv.includes('--verbose') ? 'info' : 'error' });
  const desk = await openDesk(config, createLogger(config.LOG_LEVEL));
  try {
    await desk.startWorker();
    const message = await callAndWait(typed, desk);
    console.log(typed.asJson ? await asJson(message, desk) : formatMessage(message, terminalLook()));
    return message.state === 'error' ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return 1;
  } finally {
    await desk.close();
  }
}

function readArgs(args: string[]): Typed {
  const command = commands.find(({ name }) => name === args[0]);
  const names = commands.map(({ name }) => name).join(', ');
  if (!command)
    throw new Error(`Say what to do: copydesk <command> […]. The commands: ${names}, doctor, slack-manifest.`);
  const given: Options = command.options;
  const options = Object.fromEntries(Object.keys(given).map((name) => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({
    args: args.slice(1),
    allowPositionals: true,
    options: { ...options, json: { type: 'boolean' }, verbose: { type: 'boolean' } },
  });
  const { json, verbose: _, ...texts } = values;
  const loose = placePositionals(positionals, given);
  // The flags are out, so that only the string options are left.
  const named = texts as Record<string, string>;
  return {
    command: command.name,
    options: { ...loose.options, ...withoutFile(named) },
    file: named.file ?? loose.file,
    asJson: json === true,
  };
}

/** The manifest for standard output, the reasons for its scopes and events beside it: JSON holds no comments. */
function printManifest({ PUBLIC_URL, SLACK_CLIENT_ID, SLACK_READS_CHANNELS }: Config): number {
  const readsChannels = SLACK_READS_CHANNELS === 'yes';
  const options = { publicUrl: PUBLIC_URL, isDistributed: SLACK_CLIENT_ID !== null, readsChannels };
  console.log(JSON.stringify(slackManifest(commands, options), null, 2));
  for (const reason of slackManifestReasons({ readsChannels })) console.error(reason);
  return 0;
}

function withoutFile({ file: _, ...others }: Record<string, string>): Record<string, string> {
  return others;
}

function placePositionals(words: string[], options: Options): Pick<Typed, 'options' | 'file'> {
  const [first] = words;
  if (first === undefined) return { options: {}, file: null };
  if (
    words.length === 1 &&
    options.file &&
    (existsSync(first) || /\.(txt|html?|pdf)$/i.test(first)) &&
    !/^https?:/.test(first)
  ) {
    return { options: {}, file: first };
  }
  const text = words.join(' ');
  const kind = words.length === 1 && !/\s/.test(first) ? 'url' : 'text';
  const name = Object.keys(options).find((one) => options[one]?.kind === kind) ?? Object.keys(options)[0] ?? 'text';
  return { options: { [name]: text }, file: null };
}

async function callAndWait({ command, options, file }: Typed, desk: Desk): Promise<Message> {
  const withFile = file === null ? options : { ...options, file: await upload(file, desk) };
  const id = await desk.inbox.call(CHANNEL, `/${command}`, { command, options: withFile });
  return await watchReply(id, desk, { timeoutMs: TIMEOUT_MS, onProgress: showProgress });
}

async function upload(path: string, { uploads }: Desk): Promise<string> {
  const bytes = existsSync(path) ? readFileSync(path) : null;
  if (!bytes) throw new UserError('noSuchFile', { path });
  return await uploads.save({ channel: channelRef(CHANNEL), name: basename(path), type: null, bytes });
}

function showProgress(message: Message): void {
  console.error(formatMessage(message, terminalLook()));
}

function terminalLook() {
  return { width: Math.min(process.stdout.columns ?? 100, 100), colors: process.stdout.isTTY === true };
}

/** The summary as data; any other message as it is. */
async function asJson(message: Message, { summaries }: Desk): Promise<string> {
  const id = message.buttons.find(({ command }) => command === 'evidence')?.options.summary;
  const scope = { workspace: LOCAL_WORKSPACE, channel: channelRef(CHANNEL) };
  const summary = id === undefined ? null : await summaries.findById(id, scope);
  if (!summary) return JSON.stringify(message, null, 2);
  const { article, claims, leftOut, repaired, writer, language } = summary;
  const { title, byline, site, published, address, canonicalUrl, coverage } = article;
  const textOf = new Map(article.sentences.map((sentence) => [sentence.id, sentence.text]));
  const sentences = claims.map(({ text, origin, sentenceIds }) => ({
    text,
    origin,
    evidence: sentenceIds.map((sentence) => ({ id: sentence, text: textOf.get(sentence) ?? null })),
  }));
  const about = { title, byline, site, published, address, canonicalUrl, coverage };
  return JSON.stringify({ article: about, language, writer, sentences, leftOut, repaired }, null, 2);
}
