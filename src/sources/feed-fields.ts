import { elementsIn } from './elements.ts';
import { readFeedDate } from './feed-date.ts';
import { rawText, readLine, readText } from './feed-text.ts';
import type { Element } from './markup.ts';

/** The elements directly in it by the first name, then by the second, and so on. */
export function childrenOf(element: Element, ...names: string[]): Element[] {
  return names.flatMap((name) => elementsIn(element, name));
}

/** What `read` finds in the first of these elements that holds anything; the names' order is deliberate. */
export function firstOf<T>(element: Element, names: string[], read: (field: Element) => T | null): T | null {
  for (const field of childrenOf(element, ...names)) {
    // An unfinished last field says half of what it would.
    const value = field.isCut ? null : read(field);
    if (value !== null) return value;
  }
  return null;
}

export const lineOf = (element: Element, ...names: string[]) => firstOf(element, names, readLine);
export const textOf = (element: Element, ...names: string[]) => firstOf(element, names, readText);
export const rawOf = (element: Element, ...names: string[]) =>
  firstOf(element, names, (field) => rawText(field) || null);
export const dateOf = (element: Element, ...names: string[]) =>
  firstOf(element, names, (field) => readFeedDate(rawText(field)));
