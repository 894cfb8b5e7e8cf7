/** What a zone's clock shows, minute by minute, by Intl alone: the tests' own way to the truth. */
export function civilClock(zone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => format.format(instant);
}

/** Each civil minute of the span, with the first moment at which the clock had come as far. */
export function firstMoments(zone: string, from: number, to: number): Map<string, number> {
  const show = civilClock(zone);
  const moments = new Map<string, number>();
  let reached = toMs(show(from)) - MINUTE;
  for (let instant = from; instant < to; instant += MINUTE) {
    const shown = toMs(show(instant));
    for (; reached < shown; reached += MINUTE) moments.set(toText(reached + MINUTE), instant);
  }
  return moments;
}

const MINUTE = 60_000;

function toMs(shown: string): number {
  return Date.parse(`${shown.replace(' ', 'T')}Z`);
}

function toText(civil: number): string {
  return new Date(civil).toISOString().slice(0, 16).replace('T', ' ');
}
