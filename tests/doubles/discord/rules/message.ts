import type { Breach } from '../contract.ts';
import type { Json } from '../state.ts';
import type { Component } from '../types.ts';
import { breach, componentBreaches } from './components.ts';
import { embedBreaches } from './embeds.ts';
import { pingBreaches } from './pings.ts';
import { allComponents } from './walk.ts';

export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;

/** A message body after its schema; only the keys that rules look at. */
export interface MessageBody extends Json {
  content?: string | null;
  embeds?: Json[] | null;
  components?: Component[] | null;
  attachments?: { id: string | number; filename?: string }[] | null;
  flags?: number | string | null;
  allowed_mentions?: AllowedMentions | null;
  message_reference?: { message_id?: string } | null;
}

export interface AllowedMentions {
  parse?: string[] | null;
  users?: string[] | null;
  roles?: string[] | null;
  replied_user?: boolean | null;
}

export interface MessageFacts {
  /** The flags that the message has already, for an edit. */
  flagsBefore: number;
  isEdit: boolean;
  /** Written by an interaction's token, where alone a message can be ephemeral. */
  byInteraction?: boolean;
  /** What the message holds that V2 components exclude; an edit to V2 must null it. */
  legacyBefore: readonly ('content' | 'embeds')[];
  /** Names of uploaded files, and of those the message keeps. */
  fileNames: readonly string[];
}

/** What the schemas do not say of a message that is created or edited. */
export function messageBreaches(given: object, facts: MessageFacts): Breach[] {
  // It has passed the schema of a message.
  const body = given as MessageBody;
  const isV2 = ((Number(body.flags ?? 0) | facts.flagsBefore) & V2) !== 0;
  return [
    ...lengths(body),
    ...v2Breaches(body, facts, isV2),
    ...componentBreaches(body.components ?? [], isV2),
    ...embedBreaches(body.embeds ?? []),
    ...attachmentBreaches(body, facts.fileNames),
    ...ephemeralBreaches(body, facts),
    ...allowedBreaches(body.allowed_mentions ?? null),
    ...pingBreaches(body, {
      isReply: Boolean(body.message_reference?.message_id),
      isNew: !facts.isEdit && !facts.byInteraction,
    }),
  ];
}

function lengths({ content }: MessageBody): Breach[] {
  if (typeof content !== 'string' || content.length <= 2000) return [];
  return [breach(['content'], 'BASE_TYPE_MAX_LENGTH', 'Must be 2000 or fewer in length.')];
}

function v2Breaches(body: MessageBody, { flagsBefore, isEdit, legacyBefore }: MessageFacts, isV2: boolean): Breach[] {
  if (!isV2) return [];
  const breaches: Breach[] = [];
  const isRemoved = isEdit && body.flags !== undefined && body.flags !== null && (Number(body.flags) & V2) === 0;
  if ((flagsBefore & V2) !== 0 && isRemoved) {
    breaches.push(
      breach(['flags'], 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', 'IS_COMPONENTS_V2 cannot be taken off.'),
    );
  }
  for (const key of ['content', 'embeds', 'poll', 'sticker_ids'] as const) {
    const value = body[key];
    const isKept = value === undefined && legacyBefore.some((one) => one === key);
    const isThere = isKept || (Array.isArray(value) ? value.length > 0 : Boolean(value));
    if (isThere) {
      breaches.push(
        breach(
          [key],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `${key} cannot stand beside V2 components.`,
        ),
      );
    }
  }
  return breaches;
}

/** A message that was meant for one person and is seen by all. The platform says nothing, so the double does. */
function ephemeralBreaches(
  { flags }: MessageBody,
  { flagsBefore, isEdit, byInteraction = false }: MessageFacts,
): Breach[] {
  const isMeant = (Number(flags ?? 0) & EPHEMERAL) !== 0;
  const isSo = isEdit ? (flagsBefore & EPHEMERAL) !== 0 : byInteraction;
  if (!isMeant || isSo) return [];
  const message = 'EPHEMERAL has no effect here: everybody sees the message.';
  return [{ path: ['flags'], code: 'NOT_EPHEMERAL', message, isDone: true }];
}

/** A kind is either parsed from the text or listed by id. */
function allowedBreaches(allowed: AllowedMentions | null): Breach[] {
  const both = (['users', 'roles'] as const).filter((kind) => allowed?.parse?.includes(kind) && allowed[kind]?.length);
  return both.map((kind) =>
    breach(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', `parse and ${kind} exclude each other.`),
  );
}

/** attachment://name must be a file of this message. */
function attachmentBreaches(body: MessageBody, fileNames: readonly string[]): Breach[] {
  const used = allComponents(body.components ?? []).flatMap(({ component, path }) => {
    const text = JSON.stringify({ file: component.file, media: component.media, items: component.items });
    return [...text.matchAll(/"attachment:\/\/([^"]+)"/g)].map((match) => ({ path, name: match[1] ?? '' }));
  });
  return used
    .filter(({ name }) => !fileNames.includes(name))
    .map(({ path, name }) =>
      breach(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', `No file is named ${name}.`),
    );
}
