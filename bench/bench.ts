import { readdir } from 'node:fs/promises';

/** `npm run bench <name>` runs bench/<name>.ts, which measures us beside a peer in the same run and prints a table. */
const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'bench.ts' && file !== 'eval.ts')
  .map((file) => file.slice(0, -3));

const name = process.argv[2];
if (name !== undefined && names.includes(name)) {
  const { bench } = await import(`./${name}.ts`);
  await bench();
  // A chat app's library may go on trying to reach a double that is gone.
  process.exit();
} else {
  console.error(`Which one? ${names.join(', ')}`);
  process.exitCode = 2;
}
