import { createInterface } from 'node:readline';

/** A measuring door: one JSON line in, one out. Its answer is merged behind the line's id; null is answered by no line. */
export interface Door {
  answer(line: Record<string, unknown>): Promise<object | null> | object | null;
  close?(): Promise<void>;
}

const doors: Record<string, () => Promise<{ openDoor(): Door | Promise<Door> }>> = {
  extract: () => import('./doors/extract.ts'),
  check: () => import('./doors/check.ts'),
  extractive: () => import('./doors/extractive.ts'),
  address: () => import('./doors/address.ts'),
  search: () => import('./doors/search.ts'),
  stories: () => import('./doors/stories.ts'),
  feed: () => import('./doors/feed.ts'),
};

async function run(name: string | undefined): Promise<number> {
  const load = name === undefined ? undefined : doors[name];
  if (!load) {
    process.stderr.write(`There is no door "${name ?? ''}". There is: ${Object.keys(doors).join(', ')}.\n`);
    return 2;
  }
  const door = await (await load()).openDoor();
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() === '') continue;
    const answer = await answerLine(door, text);
    if (answer === null) continue;
    const line = `${JSON.stringify(answer)}\n`;
    if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  await door.close?.();
  return 0;
}

async function answerLine(door: Door, text: string): Promise<object | null> {
  let id: unknown = null;
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new Error('not a JSON object');
    if ('id' in line) id = line.id;
    const answer = await door.answer(line as Record<string, unknown>);
    return answer && { id, ...answer };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

process.exitCode = await run(process.argv[2]);
