import type * as z from 'zod/mini';
import { loadSpec } from './spec.ts';
import type { Json } from './state.ts';

/** One way in which a request breaks the contract. */
export interface Breach {
  /** Into the body: ["components", 0, "label"]. */
  path: readonly PropertyKey[];
  code: string;
  message: string;
  /** The platform does it all the same, but we must not: a ping. */
  isDone?: boolean;
}

const spec = loadSpec({ isStrict: true });

/** discord.js writes these with every message, and the platform pays no heed where they mean nothing; nsfw the document forgot. */
const TOLERATED: readonly PropertyKey[] = ['tts', 'enforce_nonce', 'nsfw'];

/** Holds a body against a schema of the document, by its name there. */
export function checkAgainst(name: string, body: unknown): Breach[] {
  const schema = spec.get(`${name}Schema`);
  if (!schema) throw new Error(`the document has no ${name}Schema`);
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => breachesOf(issue, []));
}

type Issue = z.core.$ZodIssue;

function breachesOf(issue: Issue, above: readonly PropertyKey[]): Breach[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.filter((key) => !TOLERATED.includes(key));
    return unknown.map((key) => ({ path: [...path, key], code: 'UNKNOWN_KEY', message: 'No such key is documented.' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((one) => breachesOf(one, path));
  }
  return [{ path, code: codeOf(issue), message: wordsOf(issue) }];
}

/** The branch that was meant: the one whose literals fit, then the one with the fewest complaints. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const cost = (branch: readonly Issue[]) =>
    branch.length + (branch.some(({ path, code }) => path.length <= 1 && code === 'invalid_value') ? 1000 : 0);
  return branches.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}

function codeOf(issue: Issue): string {
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_BAD_LENGTH';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'BASE_TYPE_MIN_LENGTH' : 'BASE_TYPE_BAD_LENGTH';
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'BASE_TYPE_REQUIRED' : 'BASE_TYPE_BAD_TYPE';
  return issue.code === 'invalid_value' ? 'BASE_TYPE_CHOICES' : 'BASE_TYPE_BAD_VALUE';
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'too_big') return `Must be ${issue.maximum} or fewer${unitOf(issue.origin)}.`;
  if (issue.code === 'too_small') return `Must be ${issue.minimum} or more${unitOf(issue.origin)}.`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'This field is required' : `Must be ${issue.expected}.`;
  return issue.code === 'invalid_value' ? `Must be one of ${issue.values.map(String).join(', ')}.` : issue.message;
}

function unitOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? ' in length' : '';
}

/** The errors tree of a 50035, as the platform nests it. */
export function errorsTree(breaches: readonly Breach[]): Json {
  const tree: Json = {};
  for (const { path, code, message } of breaches) {
    let node = tree;
    for (const key of path) {
      node[String(key)] ??= {};
      // Just put there, or by an earlier breach: always an object.
      node = node[String(key)] as Json;
    }
    // Only this loop writes _errors.
    node._errors = [...((node._errors as unknown[]) ?? []), { code, message }];
  }
  return tree;
}

export function describe({ path, code, message }: Breach): string {
  return `${path.map(String).join('.') || 'body'}: ${message} (${code})`;
}
