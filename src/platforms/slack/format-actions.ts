import type { ActionsBlock, Button as SlackButton, StaticSelect } from '@slack/types';
import { encodeCall } from '../../chat/call-code.ts';
import type { Button, Menu, Message } from '../../chat/message.ts';
import { cleanLine, shorten } from '../text.ts';

/** The prefixes by which the inbox knows what was pressed or picked. */
export const PRESS = 'press:';
export const PICK = 'pick:';

const MAX_LABEL = 75;

/** The row of buttons and menus under a message; none where there is nothing to press. */
export function formatActions({ buttons, menus = [] }: Pick<Message, 'buttons' | 'menus'>): ActionsBlock[] {
  const elements = [...menus.flatMap(formatMenu), ...buttons.flatMap(formatButton)];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function formatButton(button: Button, index: number): SlackButton[] {
  const value = encodeCall(button);
  if (value === null) return [];
  return [{ type: 'button', action_id: `${PRESS}${index}`, text: plain(button.label), value }];
}

/** What the menu's call is stands in its action, as its options hold only what is picked. */
function formatMenu(menu: Menu): StaticSelect[] {
  const code = encodeCall(menu, menu.option);
  if (code === null) return [];
  const options = menu.choices.map((choice) => ({ text: plain(choice), value: choice }));
  return [{ type: 'static_select', action_id: `${PICK}${code}`, placeholder: plain(menu.label), options }];
}

export function plain(text: string, max = MAX_LABEL): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: shorten(cleanLine(text), max) || '…', emoji: false };
}
