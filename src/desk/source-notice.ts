import type { Message } from '../chat/message.ts';
import type { Delivery } from '../news/ports.ts';
import type { HealthNotice } from '../news/source.ts';
import type { Subscription } from '../news/subscription.ts';
import { withoutCredentials } from '../sources/shared-address.ts';
import { troubleWords } from './trouble-words.ts';

/** What a channel is told of a source that it follows. */
export interface Notice {
  notice: HealthNotice;
  url: string;
  title: string | null;
  /** Why it could not be read. */
  trouble: string | null;
  movedTo: string | null;
  /** The same number is the same change. */
  revision: number;
}

export function noticeFor({ id, channel, title }: Subscription, notice: Notice): Delivery {
  const key = `source ${id} ${notice.notice} ${notice.revision}`;
  return { key, target: channel, how: 'post', message: renderNotice({ ...notice, title: title ?? notice.title }) };
}

function renderNotice({ notice, url, title, trouble, movedTo }: Notice): Message {
  const shownMove = movedTo === null ? null : withoutCredentials(movedTo);
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title ?? url, url: shownMove ?? url },
      { kind: 'text', text: wordsOf(notice, trouble, shownMove) },
      { kind: 'note', text: 'You are told once when this changes. /source list shows how each source does.' },
    ],
    buttons: [],
  };
}

function wordsOf(notice: HealthNotice, trouble: string | null, movedTo: string | null): string {
  switch (notice) {
    case 'failing':
      return `This source has not been readable for hours, because ${troubleWords(trouble)}. It is tried again, less and less often.`;
    case 'blocked':
      return `This source keeps us out, because ${troubleWords(trouble)}. It is tried again, less and less often.`;
    case 'stale':
      return 'This source can be read, but has told nothing new for far longer than usual. It is still followed.';
    case 'gone':
      return 'Its server says this source is gone for good, so it is asked no more. Add its new address with /source add, or take it out with /source remove.';
    case 'back':
      return 'This source can be read again. What it told meanwhile and still holds is not lost.';
    case 'moved':
      return `This source has moved for good, and is followed at its new address: ${movedTo ?? ''}`;
  }
}
