import type { Element, MarkupRules } from './markup.ts';
import { resolve } from './resolve.ts';

/** What lies deeper is read as if it stood at this depth. */
const MAX_DEPTH = 100;
/** Beyond these the rest of the text is not read: no feed or page of news has so many. */
const MAX_ELEMENTS = 250_000;
const MAX_NAMESPACES = 100;

type Namespaces = ReadonlyMap<string, string>;

interface Open {
  element: Element;
  written: string;
  namespaces: Namespaces;
}

/** Puts tags and text together as they come: ends of nothing are passed over, and what was not ended ends with what holds it. */
export function growTree(rules: MarkupRules) {
  const root = newElement('', {}, { base: rules.base, language: null });
  const bottom: Open = { element: root, written: '', namespaces: new Map() };
  const stack: Open[] = [bottom];
  /** How many are open by each name, on the stack and below its bound, so that no end tag needs a search in vain. */
  const onStack = new Map<string, number>();
  const tooDeep = new Map<string, number>();
  let count = 0;
  const top = () => stack.at(-1) ?? bottom;
  const pop = () => add(onStack, stack.pop()?.written ?? '', -1);

  return {
    text(text: string) {
      if (count <= MAX_ELEMENTS && text !== '') top().element.children.push(text);
    },
    open(written: string, attributes: Record<string, string>, isSelfClosing: boolean) {
      count += 1;
      if (count > MAX_ELEMENTS) return;
      const key = written.toLowerCase();
      if (stack.length > MAX_DEPTH) {
        if (!isSelfClosing && !rules.isVoid(key)) add(tooDeep, key, 1);
        return;
      }
      const namespaces = withDeclared(top().namespaces, attributes);
      const name = rules.nameOf(written, namespaces);
      while (stack.length > 1 && rules.endsAt(top().element.name, name)) pop();
      const { element: parent } = top();
      const element = newElement(name, attributes, parent);
      parent.children.push(element);
      if (isSelfClosing || rules.isVoid(name)) return;
      stack.push({ element, written: key, namespaces });
      add(onStack, key, 1);
    },
    close(written: string) {
      const key = written.toLowerCase();
      if (tooDeep.get(key)) return add(tooDeep, key, -1);
      if (!onStack.get(key)) return;
      tooDeep.clear();
      while (top().written !== key) pop();
      pop();
    },
    end(): Element {
      for (const { element } of stack.slice(1)) element.isCut = true;
      return root;
    },
  };
}

function add(counts: Map<string, number>, key: string, change: number): void {
  counts.set(key, (counts.get(key) ?? 0) + change);
}

function newElement(
  name: string,
  attributes: Record<string, string>,
  outer: Pick<Element, 'base' | 'language'>,
): Element {
  const base = resolve(attributes['xml:base'], outer.base) ?? outer.base;
  return { name, attributes, children: [], base, language: attributes['xml:lang'] || outer.language, isCut: false };
}

function withDeclared(outer: Namespaces, attributes: Record<string, string>): Namespaces {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  // Elements that each declare something new inside the last would otherwise copy ever more.
  if (declared.length === 0 || outer.size > MAX_NAMESPACES) return outer;
  return new Map([...outer, ...declared.map(([name, value]): [string, string] => [name.slice(6), value.trim()])]);
}
