/**
 * Writes contract.json from the types of @slack/types and @slack/web-api. By hand, after these packages changed:
 *   npm install --prefix SCRATCH ts-json-schema-generator
 *   node tests/doubles/slack/schemas/generate.ts SCRATCH/node_modules/ts-json-schema-generator
 * The generator brings an older compiler, and so is no dependency of ours.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dispatchByType, leaveOutProse, mergeBranches, type Schema } from './shape.ts';

interface Generator {
  createGenerator(config: object): { createSchema(type: string): { definitions: Record<string, Schema> } };
}

/** The Web API's methods with the type of their arguments: chat.postMessage → ChatPostMessageArguments. */
const METHODS = [
  'apps.connections.open',
  'apps.manifest.validate',
  'apps.uninstall',
  'assistant.threads.setStatus',
  'assistant.threads.setSuggestedPrompts',
  'assistant.threads.setTitle',
  'auth.revoke',
  'auth.test',
  'blocks.validate',
  'bots.info',
  'chat.appendStream',
  'chat.delete',
  'chat.getPermalink',
  'chat.postEphemeral',
  'chat.postMessage',
  'chat.startStream',
  'chat.stopStream',
  'chat.update',
  'conversations.history',
  'conversations.info',
  'conversations.join',
  'conversations.list',
  'conversations.members',
  'conversations.open',
  'conversations.replies',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'files.info',
  'oauth.v2.access',
  'reactions.add',
  'reactions.remove',
  'team.info',
  'users.conversations',
  'users.info',
  'users.list',
  'views.open',
  'views.publish',
  'views.push',
  'views.update',
];

const [, , generatorFolder = ''] = process.argv;
const { createGenerator } = (await import(join(generatorFolder, 'dist/index.js'))) as Generator;
const require = createRequire(import.meta.url);
const requests = join(dirname(require.resolve('@slack/web-api')), 'types/request/index.d.ts');
const definitions: Record<string, Schema> = {};
const methods: Record<string, Schema> = {};
for (const method of METHODS) {
  const type = typeNameOf(method);
  const config = {
    path: requests,
    type,
    skipTypeCheck: true,
    expose: 'all',
    topRef: true,
    additionalProperties: false,
  };
  const made = createGenerator(config).createSchema(type).definitions;
  for (const [name, schema] of Object.entries(made)) definitions[name] = schema;
}
for (const method of METHODS) methods[method] = mergeBranches({ $ref: refTo(typeNameOf(method)) }, definitions);
const kept = reachableFrom(methods, dispatchByType(definitions));
const contract = leaveOutProse({ methods: dispatchByType(methods, definitions), definitions: kept });
const version = (name: string) => JSON.parse(readFileSync(packageFile(name), 'utf8')).version;
const from = `@slack/types ${version('@slack/types')}, @slack/web-api ${version('@slack/web-api')}`;
const text = JSON.stringify({ from, ...contract });
writeFileSync(join(import.meta.dirname, 'contract.json'), `${text}\n`);
process.stdout.write(`${METHODS.length} methods, ${Object.keys(kept).length} definitions, ${text.length} bytes\n`);

function typeNameOf(method: string): string {
  const words = method.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('').replace(/^Oauth/, 'OAuth')}Arguments`;
}

function refTo(name: string): string {
  return `#/definitions/${encodeURIComponent(name)}`;
}

function packageFile(name: string): string {
  return join(import.meta.dirname, '../../../../node_modules', name, 'package.json');
}

/** Only what a method's arguments refer to, near or far. */
function reachableFrom(roots: unknown, all: Record<string, Schema>): Record<string, Schema> {
  const kept: Record<string, Schema> = {};
  const follow = (node: unknown): void => {
    for (const [, encoded = ''] of JSON.stringify(node).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      const name = decodeURIComponent(encoded);
      const schema = all[name];
      if (!schema) throw new Error(`no definition of ${name}`);
      if (kept[name]) continue;
      kept[name] = schema;
      follow(schema);
    }
  };
  follow(roots);
  return kept;
}
