import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { isJson } from './platform.ts';
import type { Schema } from './schemas/shape.ts';
import type { Json } from './types.ts';

interface Contract {
  methods: Record<string, Schema>;
  definitions: Record<string, Schema>;
}

// Written by schemas/generate.ts in this very shape.
const contract = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas/contract.json'), 'utf8')) as Contract;
// Compiling is most of the cost: the schemas are our own, used a few times, and need no polish.
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  inlineRefs: false,
  code: { optimize: false },
  meta: false,
  validateSchema: false,
});
ajv.addSchema({ $id: 'contract', ...contract });
const known = new Map<string, ValidateFunction>();

/** Where something breaks the contract, and how. */
export interface Finding {
  /** "/blocks/0/text/text". */
  at: string;
  words: string;
  /** What the platform refuses it with; null where it accepts it and we do not. */
  code: string | null;
}

/** Compiles what nearly every test asks for, so that it does not stand in the way of a first answer that is timed. */
export function prepareContract(): void {
  for (const method of ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'views.open', 'views.publish'])
    checkArguments(method, {});
  checkType('PlainTextOption', {}, '');
}

export function hasMethod(name: string): boolean {
  return name in contract.methods;
}

/** Arguments as they were meant: a form's texts become the numbers, booleans and objects the contract names. */
export function readArguments(method: string, sent: Json): Json {
  const properties = contract.methods[method]?.properties ?? {};
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [
      name,
      typeof value === 'string' ? read(value, properties[name]) : value,
    ]),
  );
}

/** What the types of the platform's own packages forbid. */
export function checkArguments(method: string, args: Json): Finding[] {
  return check(`contract#/methods/${method}`, args, '');
}

export function checkType(name: 'View' | 'KnownBlock' | 'PlainTextOption', value: unknown, at: string): Finding[] {
  return check(`contract#/definitions/${name}`, value, at);
}

function check(schema: string, value: unknown, at: string): Finding[] {
  const validate = known.get(schema) ?? ajv.compile({ $ref: schema });
  known.set(schema, validate);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // The deepest place is where the mistake stands; the rest says only that what holds it does not fit either.
  const depth = Math.max(...errors.map(({ instancePath }) => instancePath.split('/').length));
  const worst = errors.filter((error) => error.instancePath.split('/').length === depth && error.keyword !== 'if');
  return worst.map((error) => {
    const place = at + error.instancePath;
    // An argument it does not know is passed over by the platform; inside of a block it is not.
    const isIgnored = place === '' && error.keyword === 'additionalProperties';
    return { at: place, words: wordsOf(error), code: isIgnored ? null : codeAt(place) };
  });
}

function wordsOf({ keyword, params, message = 'does not fit' }: ErrorObject): string {
  if (keyword === 'additionalProperties') return `unknown field "${params.additionalProperty}"`;
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  return message;
}

/** The error the platform gives to a mistake there. */
export function codeAt(at: string): string {
  const [, first = ''] = at.split('/');
  if (first === 'blocks') return 'invalid_blocks';
  if (first === 'metadata') return 'invalid_metadata_format';
  if (first === 'chunks') return 'invalid_chunks';
  if (first === 'manifest') return 'invalid_manifest';
  return 'invalid_arguments';
}

function read(text: string, schema: Schema | undefined): unknown {
  const kinds = kindsOf(schema);
  if (kinds.has('object') || kinds.has('array')) return readJson(text);
  if (kinds.has('boolean') && /^(true|false|1|0)$/.test(text)) return text === 'true' || text === '1';
  if (kinds.has('number') && !kinds.has('string') && text.trim() !== '' && Number.isFinite(Number(text)))
    return Number(text);
  return text;
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : text;
  } catch {
    return text;
  }
}

function kindsOf(schema: Schema | undefined): Set<string> {
  if (!schema) return new Set();
  if (schema.$ref) return kindsOf(contract.definitions[decodeURIComponent(schema.$ref.replace('#/definitions/', ''))]);
  const inner = (schema.anyOf ?? []).flatMap((branch) => [...kindsOf(branch)]);
  return new Set([schema.type ?? [], inner].flat());
}

/** Every object in a tree with the place where it stands. */
export function* walk(value: unknown, at = ''): Generator<{ node: Json; at: string }> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* walk(item, `${at}/${i}`);
  if (!isJson(value)) return;
  yield { node: value, at };
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, `${at}/${key}`);
}
