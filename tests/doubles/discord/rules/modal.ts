import type { Breach } from '../contract.ts';
import type { Component, Modal } from '../types.ts';
import { breach, repeated, selectBreaches } from './components.ts';
import { allComponents, type Placed, SELECTS, TYPE } from './walk.ts';

/** What the schemas do not say of a modal; `path` is where it stands in the body. */
export function modalBreaches(modal: Modal): Breach[] {
  const all = allComponents(modal.components);
  const breaches = [...repeated(all, 'custom_id'), ...repeated(all, 'id'), ...all.flatMap(oneByOne)];
  if (modal.components.length > 5) {
    breaches.push(breach(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.'));
  }
  if (!all.some(({ component }) => component.custom_id !== undefined)) {
    breaches.push(breach(['components'], 'BASE_TYPE_REQUIRED', 'A modal needs something to fill in.'));
  }
  return breaches;
}

function oneByOne({ component, path }: Placed): Breach[] {
  if (component.type === TYPE.row) return rowBreaches(component, path);
  if (component.type === TYPE.input) return inputBreaches(component, path);
  return SELECTS.includes(component.type) ? modalSelectBreaches(component, path) : [];
}

function rowBreaches({ components = [] }: Component, path: readonly PropertyKey[]): Breach[] {
  const isOneInput = components.length === 1 && components[0]?.type === TYPE.input;
  if (!isOneInput)
    return [breach([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'A row of a modal holds one text input.')];
  return components[0]?.label
    ? []
    : [breach([...path, 'components', 0, 'label'], 'BASE_TYPE_REQUIRED', 'It needs a label.')];
}

function inputBreaches(input: Component, path: readonly PropertyKey[]): Breach[] {
  const { min_length: least = 0, max_length: most = 4000 } = input;
  const breaches: Breach[] = [];
  if (path.at(-1) === 'component' && input.label) {
    breaches.push(breach([...path, 'label'], 'BASE_TYPE_FORBIDDEN', 'The Label around it has the label.'));
  }
  if (least > most)
    breaches.push(breach([...path, 'min_length'], 'BASE_TYPE_BAD_VALUE', 'min_length is above max_length.'));
  if (input.value && (input.value.length > most || input.value.length < least)) {
    breaches.push(
      breach([...path, 'value'], 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`),
    );
  }
  return breaches;
}

function modalSelectBreaches(select: Component, path: readonly PropertyKey[]): Breach[] {
  const breaches = selectBreaches(select, path);
  if (select.disabled)
    breaches.push(breach([...path, 'disabled'], 'BASE_TYPE_FORBIDDEN', 'Nothing is disabled in a modal.'));
  if (select.required !== false && select.min_values === 0) {
    breaches.push(
      breach([...path, 'min_values'], 'BASE_TYPE_BAD_VALUE', 'A required select needs at least one value.'),
    );
  }
  return breaches;
}
