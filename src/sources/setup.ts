import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { readQuietHours } from '../digests/read-schedule.ts';
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

/** Every setting there is: one that is left out here could be written and not be read again. */
const settings = {
  style: z.string().min(1),
  length: z.enum(LENGTHS),
  language: z.string().nullable(),
  zone: z.string().superRefine(refusing(readZone)),
  quiet: z.string().superRefine(refusing(readQuietHours)).nullable(),
  instant: z.literal('on').nullable(),
  rate: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'a number of posts in quotation marks')
    .nullable(),
} satisfies Record<SettingName, z.ZodType>;

/** A channel's whole set-up, as a file holds it. */
export const setupSchema = z.strictObject({
  version: z.literal(1).default(1),
  settings: z.strictObject(settings).partial().optional(),
  sources: z.array(followedSchema).max(1000).default([]),
});
export type Setup = z.infer<typeof setupSchema>;

const MAX_CHARS = 300_000;
const HEAD = ' What this channel follows, and how. /source import reads it, and shows first what it would change.';

/** Reads YAML as `writeSetup` writes it, or as a person does. Throws UserError badSetup that says where it is wrong. */
export function readSetup(text: string): Setup {
  const read = setupSchema.safeParse(parseYaml(text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('');
  throw new UserError('badSetup', { problem: `at ${place?.replace(/^\./, '') || 'the top'}: ${issue?.message ?? ''}` });
}

/** What is as usual is left out. */
export function writeSetup({ version, settings, sources }: Setup): string {
  const shown = sources.map(({ kind, mode, paused, ...rest }) => ({
    ...rest,
    ...(kind !== 'feed' && { kind }),
    ...(mode !== 'digest' && { mode }),
    ...(paused && { paused }),
  }));
  const whole = { version, ...(settings && { settings }), sources: shown };
  return `#${HEAD}\n${stringify(whole, { lineWidth: 0 })}`;
}

/** Whatever is wrong with it is the writer's to mend: also what nests too deep for the library. */
function parseYaml(text: string): unknown {
  if (text.length > MAX_CHARS)
    throw new UserError('tooLarge', { limit: `${MAX_CHARS.toLocaleString('en')} characters` });
  try {
    const document = parseDocument(text, { uniqueKeys: true });
    const [error] = document.errors;
    if (error) throw error;
    // No anchors: a few of them could stand for a million values.
    return document.toJS({ maxAliasCount: 0 }) ?? {};
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new UserError('badSetup', { problem: `it is no YAML (${said?.slice(0, 200)})` });
  }
}

/** What its reader refuses is refused in the reader's words. */
function refusing(read: (given: string) => unknown): (given: string, context: z.core.$RefinementCtx<string>) => void {
  return (given, context) => {
    try {
      read(given);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  };
}
