import type { ChatPlatform } from '../../delivery/platform.ts';
import type { Logger } from '../../logger.ts';
import type { Clock, Replies } from '../../news/ports.ts';
import type { Api } from './api.ts';
import { editMessage, editReply } from './edit.ts';
import { translate } from './errors.ts';
import { readDiscordFile } from './files.ts';
import { findPost } from './find.ts';
import { post } from './post.ts';
import { linkTo, type Ref, readRef } from './refs.ts';
import { remove } from './remove.ts';

/** What sending to Discord needs; no gateway. */
export interface WayOut {
  api: Api;
  replies: Replies;
  clock: Clock;
  logger: Logger;
  /** Its host is taken for Discord's own, as for what stands in for it. */
  apiUrl: string;
}

/** Discord as a place to deliver to. */
export function createDiscordPlatform(out: WayOut): ChatPlatform {
  return {
    name: 'discord',
    async edit(ref, message) {
      const place = readRef(ref);
      if (place.kind === 'reply') return await editReply(place, message, out);
      if (place.kind === 'message') return await editMessage(place, message, out);
      throw new Error(`no message to edit: ${ref}`);
    },
    post: (ref, message, key) => post(readRef(ref), message, key, out),
    find: (ref, key) => translated(findPost(readRef(ref), key, out), ref),
    remove: (ref) => remove(readRef(ref), out),
    linkOf: async (ref, workspace) => linkTo(readRef(ref), workspace),
    readFile: (handle) => readDiscordFile(handle, out),
  };
}

async function translated<T>(work: Promise<T>, place: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw translate(error, { place, instead: null });
  }
}

export type ReplyPlace = Extract<Ref, { kind: 'reply' }>;
export type MessagePlace = Extract<Ref, { kind: 'message' }>;
