import type { Component } from '../types.ts';

export interface Placed {
  component: Component;
  path: readonly PropertyKey[];
}

/** Every component of the tree with where it stands, outer ones first. */
export function allComponents(
  components: readonly Component[],
  path: readonly PropertyKey[] = ['components'],
): Placed[] {
  return components.flatMap((component, index) => placed(component, [...path, index]));
}

function placed(component: Component, path: readonly PropertyKey[]): Placed[] {
  const single = (key: 'accessory' | 'component') => {
    const inner = component[key];
    return inner ? placed(inner, [...path, key]) : [];
  };
  return [
    { component, path },
    ...allComponents(component.components ?? [], [...path, 'components']),
    ...single('accessory'),
    ...single('component'),
  ];
}

export const TYPE = {
  row: 1,
  button: 2,
  select: 3,
  input: 4,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  upload: 19,
} as const;

/** String, user, role, mentionable and channel selects. */
export const SELECTS: readonly number[] = [3, 5, 6, 7, 8];
