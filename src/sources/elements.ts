import type { Element } from './markup.ts';

/** Every element in it, in the order of the text. */
export function elementsBelow(root: Element): Element[] {
  const found: Element[] = [];
  const stack = [root];
  for (let element = stack.pop(); element; element = stack.pop()) {
    found.push(element);
    for (const child of element.children.toReversed()) if (typeof child !== 'string') stack.push(child);
  }
  return found;
}

/** The elements directly in it, or those by one name. */
export function elementsIn(element: Element, name?: string): Element[] {
  const elements = element.children.filter((child) => typeof child !== 'string');
  return name === undefined ? elements : elements.filter((child) => child.name === name);
}
