import type { Breach } from '../contract.ts';
import type { Component } from '../types.ts';
import { allComponents, type Placed, SELECTS, TYPE } from './walk.ts';

const MAX_COMPONENTS = 40;
const MAX_TEXT = 4000;

/** What the schemas do not say of a message's components; they have passed the schema before. */
export function componentBreaches(components: readonly Component[], isV2: boolean): Breach[] {
  const all = allComponents(components);
  return [
    ...topLevel(components, isV2),
    ...inTotal(all),
    ...repeated(all, 'custom_id'),
    ...repeated(all, 'id'),
    ...all.flatMap(oneByOne),
  ];
}

function topLevel(components: readonly Component[], isV2: boolean): Breach[] {
  if (isV2) return [];
  const wrong = components.flatMap(({ type }, index) => (type === TYPE.row ? [] : [index]));
  const breaches = wrong.map((index) =>
    breach(
      ['components', index],
      'UNION_TYPE_CHOICES',
      'Only an action row stands in a message without IS_COMPONENTS_V2.',
    ),
  );
  if (components.length > 5)
    breaches.push(breach(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be 5 or fewer in length.'));
  return breaches;
}

function inTotal(all: readonly Placed[]): Breach[] {
  const text = all.reduce(
    (sum, { component }) => sum + (component.type === TYPE.text ? lengthOf(component.content) : 0),
    0,
  );
  const breaches: Breach[] = [];
  if (all.length > MAX_COMPONENTS) {
    breaches.push(
      breach(
        ['components'],
        'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
        `${all.length} components; at most ${MAX_COMPONENTS}.`,
      ),
    );
  }
  if (text > MAX_TEXT) {
    breaches.push(
      breach(
        ['components'],
        'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
        `${text} characters of text; at most ${MAX_TEXT}.`,
      ),
    );
  }
  return breaches;
}

/** A custom_id or an id that stands twice. */
export function repeated(all: readonly Placed[], key: 'custom_id' | 'id'): Breach[] {
  const seen = new Set<unknown>();
  return all.flatMap(({ component, path }) => {
    const value = component[key];
    // 0 asks the platform to number it.
    if (value === undefined || value === null || value === 0) return [];
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const code = key === 'id' ? 'COMPONENT_ID_DUPLICATED' : 'COMPONENT_CUSTOM_ID_DUPLICATED';
    return [breach([...path, key], code, `${key} ${value} is used twice.`)];
  });
}

function oneByOne({ component, path }: Placed): Breach[] {
  if (component.type === TYPE.row) return rowBreaches(component, path);
  if (component.type === TYPE.button) return buttonBreaches(component, path);
  if (component.type === TYPE.section) return sectionBreaches(component, path);
  if (component.type === TYPE.text && (component.content ?? '').trim() === '') {
    return [breach([...path, 'content'], 'BASE_TYPE_REQUIRED', 'A text display with nothing to show.')];
  }
  return SELECTS.includes(component.type) ? selectBreaches(component, path) : [];
}

function rowBreaches({ components = [] }: Component, path: readonly PropertyKey[]): Breach[] {
  const selects = components.filter(({ type }) => SELECTS.includes(type)).length;
  if (selects === 0 || components.length === 1) return [];
  return [breach([...path, 'components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A select stands alone in its row.')];
}

const LINK = 5;
const PREMIUM = 6;

function buttonBreaches(button: Component, path: readonly PropertyKey[]): Breach[] {
  const breaches: Breach[] = [];
  const say = (key: string, message: string) =>
    breaches.push(breach([...path, key], 'BUTTON_COMPONENT_INVALID', message));
  if (button.style === LINK) {
    if (!button.url) say('url', 'A link button needs a url.');
    if (button.custom_id) say('custom_id', 'A link button has no custom_id.');
    if (button.url && button.url.length > 512) say('url', 'Must be 512 or fewer in length.');
  } else if (button.style !== PREMIUM) {
    if (!button.custom_id) say('custom_id', 'A button needs a custom_id.');
    if (button.url) say('url', 'Only a link button has a url.');
  }
  if (button.style !== PREMIUM && !button.label?.trim() && !button.emoji)
    say('label', 'A button needs a label or an emoji.');
  return breaches;
}

function sectionBreaches({ components = [], accessory }: Component, path: readonly PropertyKey[]): Breach[] {
  const breaches: Breach[] = [];
  if (components.length < 1 || components.length > 3 || components.some(({ type }) => type !== TYPE.text)) {
    breaches.push(
      breach([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'A section holds one to three text displays.'),
    );
  }
  if (accessory?.type !== TYPE.button && accessory?.type !== TYPE.thumbnail) {
    breaches.push(
      breach([...path, 'accessory'], 'BASE_TYPE_REQUIRED', 'A section needs a button or a thumbnail beside it.'),
    );
  }
  return breaches;
}

export function selectBreaches(select: Component, path: readonly PropertyKey[]): Breach[] {
  const { options = [], min_values: least = 1, max_values: most = 1 } = select;
  const breaches: Breach[] = [];
  if (least > most)
    breaches.push(breach([...path, 'min_values'], 'BASE_TYPE_BAD_VALUE', 'min_values is above max_values.'));
  if (select.type !== TYPE.select) return breaches;
  if (options.length === 0)
    breaches.push(breach([...path, 'options'], 'BASE_TYPE_REQUIRED', 'A select needs options.'));
  if (options.length > 25)
    breaches.push(breach([...path, 'options'], 'BASE_TYPE_BAD_LENGTH', 'Must be 25 or fewer in length.'));
  if (most > options.length) {
    breaches.push(breach([...path, 'max_values'], 'BASE_TYPE_BAD_VALUE', 'max_values is above the number of options.'));
  }
  const values = new Set(options.map(({ value }) => value));
  if (values.size < options.length) {
    breaches.push(
      breach([...path, 'options'], 'COMPONENT_OPTION_VALUE_DUPLICATED', 'Two options have the same value.'),
    );
  }
  if (options.filter((option) => option.default).length > most) {
    breaches.push(breach([...path, 'options'], 'SET_TYPE_TOO_MANY', 'More options are chosen than max_values.'));
  }
  return breaches;
}

export function breach(path: readonly PropertyKey[], code: string, message: string): Breach {
  return { path, code, message };
}

function lengthOf(text: string | undefined): number {
  return text?.length ?? 0;
}
