import { pageOf } from './story.ts';

const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** One for all that is said of it: midnight may come while the tests run. */
const TODAY = Date.now();

function ago(days: number): Date {
  return new Date(TODAY - days * DAY_MS);
}

/** A day as answers write it. */
export function dayAgo(days: number): string {
  return DAY.format(ago(days));
}

/** The name of a day of the last week. */
export function weekdayAgo(days: number): string {
  return ago(days).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
}

function page(site: string, daysAgo: number, title: string, paragraphs: string[]): string {
  const head = `<meta property="og:site_name" content="${site}"><meta property="article:published_time" content="${ago(daysAgo).toISOString()}">`;
  return pageOf(title, paragraphs, head);
}

/** The news of a town, some days old, on two sites. */
export const TOWN = {
  mayor: page('The Coast', 7, 'Mayor of Ostry resigns', [
    'Tomas Weller resigned as mayor of Ostry over a harbour contract that went to his brother-in-law, the town hall said.',
    'Weller, 58, had led the town since 2014. His deputy Ingrid Solheim takes over until the election in spring.',
    'The council will look into the contract, which was worth 6.2 million crowns. The opposition had asked for that for months.',
  ]),
  early: page('The Coast', 5, 'Fire in the paper mill of Hamar', [
    'A fire in the paper mill of Hamar injured 12 workers, police said. The mill stays closed until further notice.',
    'The fire broke out in a drying hall shortly after the night shift had begun. Forty firefighters were on the spot.',
    'Neighbours were told to keep their windows shut. The cause is not known yet.',
  ]),
  late: page('Inland News', 3, 'Paper mill fire hurt more workers than thought', [
    'The fire in the paper mill of Hamar injured 19 workers, the hospital said. Two of them are still in danger.',
    'A pump that had overheated is thought to be the cause. The company said it had been serviced in spring.',
    'Work in the undamaged half of the mill is to start again after the weekend.',
  ]),
};
