import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { encodeCall } from '../../chat/call-code.ts';
import type { Button, Menu, Message } from '../../chat/message.ts';
import { cleanLine, shorten } from '../text.ts';

const BUTTONS_IN_A_ROW = 5;
const MAX_LABEL = 80;
const MAX_CHOICE = 100;

/** Rows of menus and buttons; a call that stands there already is left out, as Discord takes each but once. */
export function formatActions({
  buttons,
  menus = [],
}: Pick<Message, 'buttons' | 'menus'>): APIActionRowComponent<
  APIButtonComponentWithCustomId | APIStringSelectComponent
>[] {
  const selects = uniqueBy(menus.flatMap(formatMenu), ({ custom_id: code }) => code);
  const pressed = uniqueBy(buttons.flatMap(formatButton), ({ custom_id: code }) => code);
  const rows = Array.from({ length: Math.ceil(pressed.length / BUTTONS_IN_A_ROW) }, (_, at) =>
    pressed.slice(at * BUTTONS_IN_A_ROW, (at + 1) * BUTTONS_IN_A_ROW),
  );
  return [...selects.map((select) => [select]), ...rows].map((components) => ({
    type: ComponentType.ActionRow,
    components,
  }));
}

function formatButton(button: Button): APIButtonComponentWithCustomId[] {
  const code = encodeCall(button);
  if (code === null) return [];
  return [{ type: ComponentType.Button, style: ButtonStyle.Secondary, custom_id: code, label: labelOf(button.label) }];
}

function formatMenu(menu: Menu): APIStringSelectComponent[] {
  const code = encodeCall(menu, menu.option);
  const choices = uniqueBy(menu.choices, (choice) => choice).map((value) => ({ label: labelOf(value), value }));
  if (code === null || choices.length === 0) return [];
  return [{ type: ComponentType.StringSelect, custom_id: code, placeholder: labelOf(menu.label), options: choices }];
}

/** A label is shown as it is: Discord reads no markup in it. */
export function labelOf(text: string, max = MAX_LABEL): string {
  return shorten(cleanLine(text), max) || '…';
}

/** What a person may pick, within Discord's limits; a value is either whole or not there. */
export function pickable(suggestions: readonly { label: string; value: string }[]): { name: string; value: string }[] {
  return suggestions
    .filter(({ value }) => value !== '' && value.length <= MAX_CHOICE)
    .map(({ label, value }) => ({ name: labelOf(label, MAX_CHOICE), value }));
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}
