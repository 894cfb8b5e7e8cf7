import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** An article with the event it tells; `published` in milliseconds. */
export interface Labelled {
  id: string;
  event: string;
  /** The event of which this one is a later development, where it is. */
  follows: string | null;
  url: string;
  title: string;
  text: string;
  published: number;
}

export interface StoryCase {
  name: string;
  half: 'development' | 'held out';
  articles: Labelled[];
}

const START_MS = Date.UTC(2025, 2, 3);
const HOUR_MS = 3_600_000;

/** Our own cases, each with its articles in the order in which they came. */
export function readCases(): StoryCase[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.txt'));
  return files.sort().flatMap((file) => {
    const blocks = readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
      .split(/^# /mu)
      .slice(1);
    return blocks.map((block, place) => readCase(block, `${file}:${place + 1}`, place % 2 === 0));
  });
}

function readCase(block: string, id: string, isOdd: boolean): StoryCase {
  const [head = '', ...parts] = block.split(/^@ /mu);
  const articles = parts.map((part, place) => {
    const [line = '', ...text] = part.trim().split('\n');
    const match = /^(\w+)(?:<(\w+))? (\d+) \| (.+)$/u.exec(line);
    if (!match) throw new Error(`${id}: what is "${line}"?`);
    const [, event = '', follows, hours, title = ''] = match;
    return {
      id: `${id}/${place}`,
      event: `${id}/${event}`,
      follows: follows ? `${id}/${follows}` : null,
      url: `https://outlet${place}.example/${encodeURIComponent(id)}/${place}`,
      title,
      text: text.join('\n'),
      published: START_MS + Number(hours) * HOUR_MS,
    };
  });
  return {
    name: head.trim(),
    half: isOdd ? 'development' : 'held out',
    articles: articles.toSorted((one, other) => one.published - other.published),
  };
}

const MATERIAL = new URL('../../../shared/data/stories/', import.meta.url);

/** One of the labelled sets beside the project, in the order of time; null where it isn't there. */
export function readSet(name: string): Labelled[] | null {
  const file = new URL(`${name}.json`, MATERIAL);
  if (!existsSync(file)) return null;
  const events: { articles: { url: string; title: string; body: string; published: number }[] }[] = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const articles = events.flatMap(({ articles }, event) =>
    articles.map(({ url, title, body, published }, place) => ({
      id: `${name}-${event}-${place}`,
      event: `${name}-${event}`,
      follows: null,
      url,
      title,
      text: body,
      published: published * 1000,
    })),
  );
  return articles.toSorted((one, other) => one.published - other.published);
}
