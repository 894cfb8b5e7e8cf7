import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface FilledPrompt {
  purpose: string;
  system: string;
  user: string;
  temperature: number;
  maxOutputTokens: number;
}

export interface Prompts {
  /** Every variable that the prompt declares, and no other; throws else. A boundary is added to each call. */
  fill(name: string, variables: Record<string, string>): FilledPrompt;
  /** The wording of a style; throws for one that is not there. */
  style(name: string): string;
  styleNames: readonly string[];
  /** SHA-256 over every text that takes part in a summary of this style, a reader's remark among them, hex. */
  hashOf(style: string, remark?: string | null): string;
}

interface Prompt {
  settings: z.infer<typeof settingsSchema>;
  system: string;
  user: string;
}

const settingsSchema = z.strictObject({
  purpose: z.string().min(1),
  schema: z.enum(['statements', 'question']),
  temperature: z.coerce.number().min(0).max(2),
  maxOutputTokens: z.coerce.number().int().positive(),
  variables: z.string().transform((list) => list.split(',').map((name) => name.trim())),
});

/** The prompts that take part in a summary. */
const OF_SUMMARIES: ReadonlySet<string> = new Set(['summarize', 'merge', 'repair']);
const SLOT = /\{\{(\w+)\}\}/g;

/** Reads the folder once: `<name>.md` are prompts, `styles/<name>.md` are styles. Throws for a prompt that is not well formed. */
export function loadPrompts(folder: string): Prompts {
  const prompts = new Map(readTexts(folder).map(([name, text]) => [name, parsePrompt(name, text)]));
  const styles = new Map(readTexts(join(folder, 'styles')));
  const style = (name: string) => styles.get(name)?.trim() ?? missing(`style ${name}`);
  return {
    fill: (name, variables) => fill(name, prompts.get(name) ?? missing(`prompt ${name}`), variables),
    style,
    styleNames: [...styles.keys()],
    hashOf(name, remark = null) {
      const used = [...prompts.entries()].filter(([prompt]) => OF_SUMMARIES.has(prompt));
      const parts = [...used, ['style', style(name)], ...(remark === null ? [] : [['remark', remark]])];
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    },
  };
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}

function readTexts(folder: string): [string, string][] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
  return names.toSorted().map((name) => [name.slice(0, -3), readFileSync(join(folder, name), 'utf8')]);
}

function parsePrompt(name: string, text: string): Prompt {
  const match = /^---\n(.*?)\n---\n# system\n(.*?)\n# user\n(.*)$/s.exec(text);
  if (!match) throw new Error(`prompts/${name}.md needs front matter between --- lines, then "# system" and "# user"`);
  const [, front = '', system = '', user = ''] = match;
  const settings = settingsSchema.parse(Object.fromEntries(front.split('\n').map((line) => splitSetting(name, line))));
  const used = new Set([...`${system}\n${user}`.matchAll(SLOT)].map(([, slot]) => slot));
  const odd = used.symmetricDifference(new Set(settings.variables));
  if (odd.size > 0) throw new Error(`prompts/${name}.md declares or uses alone: ${[...odd].join(', ')}`);
  return { settings, system, user };
}

function splitSetting(name: string, line: string): [string, string] {
  const match = /^(\w+):\s*(.+)$/.exec(line);
  if (!match?.[1] || !match[2]) throw new Error(`prompts/${name}.md: "${line}" is no "name: value"`);
  return [match[1], match[2].trim()];
}

function fill(name: string, { settings, system, user }: Prompt, given: Record<string, string>): FilledPrompt {
  // Random for each call, so that no text can hold the tag that closes it.
  const variables: Record<string, string> = { ...given, boundary: randomBytes(8).toString('hex') };
  const odd = new Set(Object.keys(variables)).symmetricDifference(new Set(settings.variables));
  if (odd.size > 0)
    throw new Error(`prompt ${name}: these variables are missing or not declared: ${[...odd].join(', ')}`);
  // In one pass: a slot's own text is never looked at for slots.
  const put = (text: string) => text.replace(SLOT, (_, slot: string) => variables[slot] ?? '');
  const { purpose, temperature, maxOutputTokens } = settings;
  return { purpose, temperature, maxOutputTokens, system: put(system).trim(), user: put(user).trim() };
}
