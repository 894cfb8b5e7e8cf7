import { z } from 'zod';

/** What a page's JSON-LD says of its article. */
export interface StructuredData {
  headline: string | null;
  author: string | null;
  publisher: string | null;
  published: string | null;
  language: string | null;
  url: string | null;
  wordCount: number | null;
  isFree: boolean | null;
  articleBody: string | null;
}

const MAX_BLOCKS = 20;
const MAX_NODES = 500;
const ARTICLE = /(?:Article|BlogPosting|Report)$/;

const nodeSchema = z.record(z.string(), z.unknown());
type Node = z.infer<typeof nodeSchema>;

/** The first schema.org article among the page's JSON-LD blocks; what it does not say is null. */
export function readStructuredData(document: Document): StructuredData {
  const blocks = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, MAX_BLOCKS);
  const nodes = blocks.flatMap((block) => nodesOf(block.textContent ?? ''));
  const article = nodes.find((node) => typesOf(node).some((type) => ARTICLE.test(type))) ?? {};
  return {
    headline: textOf(article.headline),
    author: namesOf(article.author),
    publisher: nameOf(article.publisher),
    published: textOf(article.datePublished) ?? textOf(article.dateCreated),
    language: textOf(article.inLanguage),
    url:
      textOf(article.url) ??
      textOf(nodeSchema.safeParse(article.mainEntityOfPage).data?.['@id'] ?? article.mainEntityOfPage),
    wordCount: numberOf(article.wordCount),
    isFree: flagOf(article.isAccessibleForFree),
    articleBody: textOf(article.articleBody),
  };
}

/** Every object of a block, lists and @graph opened, breadth first and bounded. */
function nodesOf(json: string): Node[] {
  const queue: unknown[] = [parseLoosely(json)];
  const nodes: Node[] = [];
  for (let at = 0; at < queue.length && at < MAX_NODES; at += 1) {
    const value = queue[at];
    if (Array.isArray(value)) {
      queue.push(...value.slice(0, MAX_NODES));
      continue;
    }
    const node = nodeSchema.safeParse(value);
    if (!node.success) continue;
    nodes.push(node.data);
    queue.push(node.data['@graph'], node.data.mainEntity);
  }
  return nodes;
}

/** Sites put comments, CDATA marks and raw line ends into their JSON. */
function parseLoosely(json: string): unknown {
  const bare = json.replace(/^\s*(?:\/\/)?<!(?:--|\[CDATA\[)|(?:\/\/)?(?:-->|\]\]>)\s*$/g, '').trim();
  for (const text of [bare, bare.replace(/\p{Cc}+/gu, ' ').replace(/;$/, '')]) {
    try {
      return JSON.parse(text);
    } catch {
      // The next reading is more lenient; a block that none can read says nothing.
    }
  }
  return null;
}

function typesOf(node: Node): string[] {
  return [node['@type']].flat().filter((type) => typeof type === 'string');
}

function textOf(value: unknown): string | null {
  const text = Array.isArray(value) ? value[0] : value;
  return typeof text === 'string' && text.trim() !== '' ? text.replace(/\s+/g, ' ').trim() : null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value.replace(/[^\d]/g, '')) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return null;
  return /^(?:true|https?:\/\/schema\.org\/True)$/i.test(value) ? true : /false/i.test(value) ? false : null;
}

function nameOf(value: unknown): string | null {
  return textOf(nodeSchema.safeParse(Array.isArray(value) ? value[0] : value).data?.name) ?? textOf(value);
}

function namesOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .map(nameOf)
    .filter((name) => name !== null && !/^https?:/.test(name));
  return names.length > 0 ? [...new Set(names)].join(', ') : null;
}
