import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import * as z from 'zod/mini';

/**
 * The schemas of Discord's OpenAPI document, made strict so that a key the platform would silently drop is noticed. Their file
 * takes its builders from a module of its own, so it is compiled here with ours: strict objects, and bit fields that may be text.
 */
export function loadSpec({ isStrict }: { isStrict: boolean }): Map<string, z.ZodMiniType> {
  const file = new URL(import.meta.resolve('discord-api-spec/zod'));
  const names: string[] = [];
  const source = readFileSync(file, 'utf8')
    .replace('import * as z from "zod/mini";', '')
    .replaceAll(/^export const (\w+Schema) =/gm, (_, name: string) => {
      names.push(name);
      return `const ${name} =`;
    })
    .replaceAll(/^export /gm, '');
  // The document's "date-time" has an offset, as the platform writes it itself.
  const iso = { ...z.iso, datetime: () => z.iso.datetime({ offset: true }) };
  const builders = { ...z, object: isStrict ? z.strictObject : z.object, number: numberOrText, iso };
  const build = compileFunction(`${source}\nreturn { ${names.join(', ')} };`, ['z']);
  return new Map(Object.entries(build(builders)));
}

const numberOrText = () => z.union([z.number(), z.string().check(z.regex(/^\d+$/))]);
