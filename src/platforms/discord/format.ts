import {
  type APIContainerComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord-api-types/v10';
import type { Message } from '../../chat/message.ts';
import { formatActions } from './format-actions.ts';
import { formatBlocks } from './format-blocks.ts';

/** What every way of sending a message takes. */
export interface Payload {
  flags: number;
  components: [APIContainerComponent];
  allowed_mentions: { parse: []; roles?: [string] };
}

/** Pings nobody, whatever stands in the text. */
export const NO_PINGS: { parse: [] } = { parse: [] };

const COLORS: Record<Message['state'], number> = { progress: 0x8a8f98, final: 0x2e7d6b, error: 0xd83c3e };

/**
 * A message as Discord shows it, within all its limits whatever the text; nothing in the text is read as markup.
 * `mark` is a number to find the message by: Discord keeps it with the components.
 */
export function formatMessage(message: Message, mark?: number): Payload {
  const role = roleOf(message);
  const mention = role === null ? '' : `<@&${role}>`;
  const { body, smallPrint } = formatBlocks(message.blocks, mention.length);
  const parts = [body, smallPrint].filter((part) => part !== '');
  const [first = '…', ...others] = parts;
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      {
        type: ComponentType.Container,
        ...(mark === undefined ? {} : { id: mark }),
        accent_color: COLORS[message.state],
        components: [
          ...(mention === '' ? [] : [textDisplay(mention)]),
          textDisplay(first),
          ...others.flatMap((text) => [
            { type: ComponentType.Separator as const, divider: true, spacing: SeparatorSpacingSize.Small },
            textDisplay(text),
          ]),
          ...formatActions(message),
        ],
      },
    ],
    allowed_mentions: NO_PINGS,
  };
}

/** As a new message in a channel: whom it begins with is notified, which an edit of it does not do again. */
export function asPing(payload: Payload, message: Message): Payload {
  const role = roleOf(message);
  return role === null ? payload : { ...payload, allowed_mentions: { ...NO_PINGS, roles: [role] } };
}

/** For the asker's eyes only; only a new message can be made so. */
export function asPrivate(payload: Payload): Payload {
  return { ...payload, flags: payload.flags | MessageFlags.Ephemeral };
}

/** Null for what is no role of Discord's. */
function roleOf({ ping }: Message): string | null {
  return /^&(\d{17,20})$/.exec(ping ?? '')?.[1] ?? null;
}

function textDisplay(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
