import { createInterface } from 'node:readline';
import { createExclusive } from '../../src/store/exclusive.ts';

/** A process of its own that works under a key until its input ends. Arguments: the connection as JSON, the key. */
const [, , connection = '{}', key = ''] = process.argv;
await createExclusive(JSON.parse(connection))(key, async () => {
  process.stdout.write('working\n');
  for await (const _ of createInterface(process.stdin)) break;
});
process.exit(0);
