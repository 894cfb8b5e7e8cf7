export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  not?: Schema;
  if?: Schema;
  // JSON Schema's own word for what holds where `if` does.
  then?: Schema;
  items?: Schema | Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

type Definitions = Record<string, Schema>;

/**
 * One object out of a union of objects, so that a mistake is named where it stands instead of "matches none of 48". What
 * the branches demand beyond what all share (text or blocks or …) is left to our own rules.
 */
export function mergeBranches(schema: Schema, definitions: Definitions): Schema {
  const branches = branchesOf(schema, definitions);
  const names = new Set(branches.flatMap(({ properties = {} }) => Object.keys(properties)));
  const properties: Record<string, Schema> = {};
  for (const name of names) {
    const kinds = branches.map((branch) => branch.properties?.[name]).filter((kind) => kind !== undefined);
    const distinct = [...new Set(kinds.filter((kind) => !isNever(kind)).map((kind) => JSON.stringify(kind)))];
    const parsed = distinct.map((text): Schema => JSON.parse(text));
    const [only] = parsed;
    if (only) properties[name] = parsed.length === 1 ? only : { anyOf: parsed };
  }
  const required = [...names].filter((name) => branches.every((branch) => branch.required?.includes(name)));
  return { type: 'object', properties, required, additionalProperties: false };
}

/** A union of objects that name their type is told apart by it: the error then is about the block that was meant. */
export function dispatchByType<T>(node: T, definitions: Definitions = definitionsIn(node)): T {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    // Entries of a parsed schema are again parts of a schema.
    const schema = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, visit(value)])) as Schema;
    return schema.anyOf ? dispatched(schema, definitions) : schema;
  };
  // The shape stays, only unions inside are written another way.
  return visit(node) as T;
}

export function leaveOutProse<T>(node: T): T {
  const prose = new Set(['description', '$comment', 'deprecated', 'default']);
  const reviver = (key: string, value: unknown) =>
    prose.has(key) && typeof value !== 'object' && typeof value !== 'undefined' ? undefined : value;
  return JSON.parse(JSON.stringify(node), reviver);
}

function branchesOf(schema: Schema, definitions: Definitions): Schema[] {
  if (schema.$ref) return branchesOf(resolve(schema.$ref, definitions), definitions);
  if (schema.anyOf) return schema.anyOf.flatMap((branch) => branchesOf(branch, definitions));
  return schema.type === 'object' ? [schema] : [];
}

function isNever(schema: Schema): boolean {
  return schema.not !== undefined && Object.keys(schema.not).length === 0;
}

function dispatched(schema: Schema, definitions: Definitions): Schema {
  const branches = (schema.anyOf ?? []).flatMap((branch) => flatten(branch, definitions));
  const named = branches.filter(({ type }) => type !== null);
  // The bare Block ({type: string}) stands beside the known ones and would let everything pass.
  const rest = branches.filter(({ type, isBareBlock }) => type === null && !isBareBlock);
  if (named.length < 2 || rest.length > 0) return schema;
  const types = [...new Set(named.map(({ type }) => type))];
  return {
    type: 'object',
    properties: { type: { enum: types } },
    required: ['type'],
    allOf: types.map((type) => {
      const fitting = named.filter((one) => one.type === type).map(({ schema: one }) => one);
      const [only = {}] = fitting;
      const condition = { properties: { type: { const: type } }, required: ['type'] };
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's word, never awaited
      return { if: condition, then: fitting.length === 1 ? only : { anyOf: fitting } };
    }),
  };
}

function flatten(branch: Schema, definitions: Definitions): { schema: Schema; type: unknown; isBareBlock: boolean }[] {
  const target = branch.$ref ? resolve(branch.$ref, definitions) : branch;
  if (target.anyOf) return target.anyOf.flatMap((one) => flatten(one, definitions));
  if (branch.$ref && target.$ref) return flatten(target, definitions);
  const type = target.properties?.type?.const ?? null;
  const isBareBlock = target.properties?.type?.type === 'string' && type === null;
  return [{ schema: branch, type, isBareBlock }];
}

function resolve(ref: string, definitions: Definitions): Schema {
  const schema = definitions[decodeURIComponent(ref.replace('#/definitions/', ''))];
  if (!schema) throw new Error(`no definition ${ref}`);
  return schema;
}

function definitionsIn(node: unknown): Definitions {
  // Called with the whole set of definitions.
  return node as Definitions;
}
