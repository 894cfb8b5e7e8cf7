import { type Document, isNode, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { readQuietHours, readSchedule } from '../digests/read-schedule.ts';
import { readZone } from '../digests/zone.ts';
import { UserError } from '../errors.ts';
import type { SettingName } from '../news/settings.ts';
import { LENGTHS } from '../news/summary.ts';
import { createFilter } from './filter.ts';

const title = z.string().trim().min(1).max(300);

const followedSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    kind: z.enum(['feed', 'sitemap', 'page']).default('feed'),
    /** Of a page: the shape of its articles' addresses. */
    pattern: z.string().min(1).max(1000).optional(),
    title: title.optional(),
    /** The section it stands under. */
    section: title.optional(),
    filter: z.string().min(1).superRefine(refusing(createFilter)).optional(),
    mode: z.enum(['digest', 'instant']).default('digest'),
    paused: z.boolean().default(false),
  })
  .refine(
    ({ kind, pattern }) => (kind === 'page') === (pattern !== undefined),
    'a page, and only a page, has a pattern',
  );

const zone = z.string().superRefine(refusing(readZone)).transform(readZone);

const digestSchema = z.strictObject({
  /** No longer than /digest schedule keeps one. */
  name: z.string().trim().min(1).max(60),
  /** As it is typed. */
  when: z.string('a text such as daily 08:00').superRefine(refusing(readSchedule)),
  /** The channel's if left out. */
  zone: zone.optional(),
  section: z.string().regex(/\S/, 'some text').optional(),
  kind: z.enum(['digest', 'report']).default('digest'),
  paused: z.boolean().default(false),
});

/** Every setting there is: one that is left out here could be written and not be read again. */
const settings = {
  style: z.string().min(1),
  length: z.enum(LENGTHS),
  language: z.string().nullable(),
  zone,
  quiet: z.string().superRefine(refusing(readQuietHours)).nullable(),
  instant: z.literal('on').nullable(),
  rate: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'a number of posts in quotation marks')
    .nullable(),
  links: z.literal('on').nullable(),
  ping: z
    .string()
    .regex(/^&\w{1,40}$/, 'a role as an export writes it')
    .nullable(),
  model: z.string().min(1).max(200).nullable(),
  budget: z
    .string()
    .regex(/^[1-9]\d{3,9}$/, 'a number of tokens, at least 1000, in quotation marks')
    .nullable(),
  retention: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'a number of days in quotation marks')
    .nullable(),
} satisfies Record<SettingName, z.ZodType>;

/** A channel's whole set-up, as a file holds it. */
export const setupSchema = z.strictObject({
  version: z.literal(1).default(1),
  settings: z.strictObject(settings).partial().optional(),
  sources: z.array(followedSchema).max(1000).default([]),
  digests: z.array(digestSchema).superRefine(refusingTwins).optional(),
});
export type Setup = z.infer<typeof setupSchema>;

const MAX_CHARS = 300_000;
const HEAD = ' What this channel follows, and how. /source import reads it, and shows first what it would change.';

/** Reads YAML as `writeSetup` writes it, or as a person does. Throws UserError badSetup that says where it is wrong. */
export function readSetup(text: string): Setup {
  const lines = new LineCounter();
  const { document, value } = parseYaml(text, lines);
  const read = setupSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const place = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('');
  const at = lineOf(issue?.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path, document, lines);
  const where = `${place.replace(/^\./, '') || 'the top'}${at === null ? '' : ` (line ${at})`}`;
  throw new UserError('badSetup', { problem: `at ${where}: ${issue?.message ?? ''}` });
}

/** What is as usual is left out. */
export function writeSetup({ version, settings, sources, digests }: Setup): string {
  const shown = sources.map(({ kind, mode, paused, ...rest }) => ({
    ...rest,
    ...(kind !== 'feed' && { kind }),
    ...(mode !== 'digest' && { mode }),
    ...(paused && { paused }),
  }));
  const posted = digests?.map(({ kind, paused, ...rest }) => ({
    ...rest,
    ...(kind !== 'digest' && { kind }),
    ...(paused && { paused }),
  }));
  const whole = { version, ...(settings && { settings }), sources: shown, ...(posted && { digests: posted }) };
  return `#${HEAD}\n${stringify(whole, { lineWidth: 0 })}`;
}

/** Whatever is wrong with it is the writer's to mend: also what nests too deep for the library. */
function parseYaml(text: string, lineCounter: LineCounter): { document: Document; value: unknown } {
  if (text.length > MAX_CHARS)
    throw new UserError('tooLarge', { limit: `${MAX_CHARS.toLocaleString('en')} characters` });
  try {
    const document = parseDocument(text, { uniqueKeys: true, lineCounter });
    const [error] = document.errors;
    if (error) throw error;
    // No anchors: a few of them could stand for a million values.
    return { document, value: document.toJS({ maxAliasCount: 0 }) ?? {} };
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UserError('badSetup', { problem: `it is no YAML (${said?.slice(0, 200)})` });
  }
}

/** Of what stands there; what is missing would stand in what is around it. */
function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number | null {
  if (path.length === 0) return null;
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  return lineOf(path.slice(0, -1), document, lines);
}

/** A name stands for one digest: the later one would undo the earlier. */
function refusingTwins(digests: { name: string }[], context: z.core.$RefinementCtx<{ name: string }[]>): void {
  const names = digests.map(({ name }) => name);
  const twin = names.findIndex((name, at) => names.indexOf(name) < at);
  if (twin >= 0)
    context.addIssue({
      code: 'custom',
      path: [twin, 'name'],
      message: `another one is called “${names[twin]}” already`,
    });
}

/** What its reader refuses is refused in the reader's words. */
function refusing(read: (given: string) => unknown): (given: string, context: z.core.$RefinementCtx<string>) => void {
  return (given, context) => {
    try {
      read(given);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: 'custom', message: error.message.replace(/\.$/, '') });
    }
  };
}
