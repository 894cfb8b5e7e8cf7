import type { Block, Message } from '../chat/message.ts';
import type { Change, Settings } from '../news/settings.ts';

/** What holds here where nobody says otherwise. */
export function renderSettings(
  settings: Settings,
  moderators: readonly string[],
  { mostDays }: { mostDays: number | null },
): Message {
  const lines = [
    `Style: ${settings.style}`,
    `Length: ${settings.length}`,
    `Language: ${settings.language ?? 'the article’s own'}`,
    `Time zone: ${settings.zone}`,
    `Quiet hours: ${settings.quiet ?? 'none'}`,
    ...(settings.instant === null ? [] : ['All that is followed here is posted at once']),
    ...(settings.links === null ? [] : ['Links that people post here are summarized in a thread']),
    ...(settings.ping === null ? [] : [`Digests and posts of stories ping the role ${settings.ping}`]),
    `Language model: ${settings.model ?? 'the admin’s default'}`,
    `Budget: ${settings.budget === null ? 'none set' : `${Number(settings.budget).toLocaleString('en')} tokens a day`}`,
    `What was read, asked and posted is kept: ${keptWords(settings.retention, mostDays)}`,
    `Moderators beside the workspace’s managers: ${moderators.join(', ') || 'none'}`,
  ];
  return listOf('Settings here', lines, 'Moderators change them with /settings set and /settings moderators.');
}

/** The admin's days are the bound, and hold where nobody set any. */
function keptWords(set: string | null, mostDays: number | null): string {
  if (set === null) return mostDays === null ? 'without a bound of days' : `for ${days(mostDays)}, as the admin has it`;
  if (mostDays === null || Number(set) <= mostDays) return `for ${days(Number(set))}`;
  return `for ${days(mostDays)}, since the admin lets nothing be kept longer (set are ${days(Number(set))})`;
}

function days(count: number): string {
  return count === 1 ? 'a day' : `${count.toLocaleString('en')} days`;
}

export function renderHistory(changes: readonly Change[]): Message {
  const lines = changes.map(
    ({ at, who, what }) => `${at.toISOString().slice(0, 16).replace('T', ' ')} · ${who} · ${what}`,
  );
  return listOf(
    'What was changed',
    lines,
    changes.length === 0 ? 'Nothing was changed yet.' : 'The newest first, times in UTC.',
  );
}

function listOf(title: string, lines: readonly string[], note: string): Message {
  return {
    state: 'final',
    blocks: [
      { kind: 'heading', text: title, url: null },
      ...lines.map((text): Block => ({ kind: 'text', text })),
      { kind: 'note', text: note },
    ],
    buttons: [],
  };
}
