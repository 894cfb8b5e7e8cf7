import { emptyMessage } from './errors.ts';
import type { Call } from './route.ts';
import { breach } from './rules/components.ts';
import { type MessageBody, messageBreaches } from './rules/message.ts';
import type { Json, MessageRecord } from './state.ts';
import type { UploadedFile } from './types.ts';

const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Holds a message body against the rules; `body` may stand below `data` or `message`. */
export function heldMessage(
  call: Call,
  given: Json,
  {
    before = null,
    at = [],
    mayBeEmpty = false,
  }: { before?: MessageRecord | null; at?: string[]; mayBeEmpty?: boolean } = {},
): { body: MessageBody; files: UploadedFile[] } {
  // It has passed the route's schema.
  const body = given as MessageBody;
  const files = namedFiles(call, body);
  const kept = body.attachments ? [] : (before?.message.attachments ?? []).map(({ filename }) => filename);
  const breaches = messageBreaches(body, {
    flagsBefore: before?.message.flags ?? 0,
    isEdit: before !== null,
    byInteraction: call.params.token !== undefined,
    legacyBefore: legacyOf(before),
    fileNames: [...kept, ...files.map(({ name }) => name)],
  });
  call.hold([...breaches, ...fileBreaches(files)].map((one) => ({ ...one, path: [...at, ...one.path] })));
  if (!mayBeEmpty && isEmpty(body, before, files)) throw emptyMessage();
  return { body, files };
}

/** attachments[].id says which of files[n] it describes. */
function namedFiles({ files }: Call, { attachments }: MessageBody): UploadedFile[] {
  return files.map(({ index, file }) => {
    const described = attachments?.find(({ id }) => Number(id) === index);
    return { ...file, name: described?.filename ?? file.name };
  });
}

function fileBreaches(files: readonly UploadedFile[]) {
  const tooLarge = files.filter(({ bytes }) => bytes.byteLength > MAX_FILE_BYTES);
  const breaches = tooLarge.map(({ name }) =>
    breach(['attachments'], 'BASE_TYPE_BAD_LENGTH', `${name} is above 10 MiB.`),
  );
  if (files.length > 10) breaches.push(breach(['attachments'], 'BASE_TYPE_BAD_LENGTH', 'At most 10 files.'));
  return breaches;
}

function legacyOf(before: MessageRecord | null): ('content' | 'embeds')[] {
  if (!before) return [];
  return [
    ...(before.message.content === '' ? [] : (['content'] as const)),
    ...(before.message.embeds.length === 0 ? [] : (['embeds'] as const)),
  ];
}

function isEmpty(body: MessageBody, before: MessageRecord | null, files: readonly UploadedFile[]): boolean {
  if (files.length > 0 || body.poll || (Array.isArray(body.sticker_ids) && body.sticker_ids.length > 0)) return false;
  const after = {
    content: body.content === undefined ? (before?.message.content ?? '') : (body.content ?? ''),
    embeds: body.embeds === undefined ? (before?.message.embeds ?? []) : (body.embeds ?? []),
    components: body.components === undefined ? (before?.message.components ?? []) : (body.components ?? []),
    attachments: body.attachments ? body.attachments : (before?.message.attachments ?? []),
  };
  return after.content.trim() === '' && after.embeds.length + after.components.length + after.attachments.length === 0;
}
