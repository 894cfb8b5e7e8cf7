import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { findCoverage } from './html-coverage.ts';
import { readFacts } from './html-facts.ts';
import { withoutFurniture, withoutRepeatedHeadline } from './html-furniture.ts';
import { slimMarkup } from './html-hostile.ts';
import { toParagraphs } from './html-paragraphs.ts';
import { findSigns } from './html-signs.ts';
import { readStructuredData } from './html-structured.ts';
import type { HtmlArticle } from './to-article.ts';
import { toWholeDocument } from './whole-document.ts';

/**
 * The article of a page. Pure, and as slow as the page is large: run it where it can be ended (bounded.ts).
 * Throws UserError tooLarge or tooHard for pages that are built to be hard.
 */
export function extractHtml(html: string, url: string): HtmlArticle {
  const markup = slimMarkup(html);
  const { document } = parseHTML(toWholeDocument(markup));
  const data = readStructuredData(document);
  const facts = readFacts(document, data, url);
  const signs = findSigns(document, html);
  const coverage = findCoverage(document, markup, data);
  withoutFurniture(document);
  const paragraphs = withoutRepeatedHeadline(readBody(document), facts.title);
  return { ...facts, paragraphs, ...coverage(paragraphs), signs };
}

function readBody(document: Document): string[] {
  const body = new Readability(document, { serializer: (node) => node, keepClasses: true }).parse()?.content;
  return body ? toParagraphs(body) : [];
}
