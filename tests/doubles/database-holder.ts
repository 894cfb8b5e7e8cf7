import { createInterface } from 'node:readline';

/**
 * A process of its own that uses the embedded server of a folder until its input ends. Arguments: the module that opens
 * it, the folder, the options as JSON. Says where the server answers in one line.
 */
const [, , module = '', folder = '', options = '{}'] = process.argv;
const { openEmbedded } = await import(module);
const server = await openEmbedded(folder, JSON.parse(options));
process.stdout.write(`${JSON.stringify(server.connection)}\n`);
for await (const _ of createInterface(process.stdin)) break;
await server.close();
process.exit(0);
