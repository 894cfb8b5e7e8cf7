import type { WebDouble } from '../doubles/web.ts';

/** An article of a made-up paper, which its feed tells whole. */
export interface Report {
  path: string;
  title: string;
  paragraphs: string[];
  /** Milliseconds since 1970. */
  published: number;
  updated?: number;
}

/** Serves an Atom feed that holds these articles, from now on. */
export function serveReports(web: WebDouble, path: string, title: string, reports: readonly Report[]): void {
  const entries = reports.map(({ path: page, title: head, paragraphs, published, updated = published }) => {
    const content = paragraphs.map((paragraph) => `&lt;p&gt;${paragraph}&lt;/p&gt;`).join('');
    return (
      `<entry><title>${head}</title><id>${page}</id><link href="${web.origin}${page}"/>` +
      `<published>${new Date(published).toISOString()}</published><updated>${new Date(updated).toISOString()}</updated>` +
      `<content type="html">${content}</content></entry>`
    );
  });
  const body = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>${title}</title>${entries.join('')}</feed>`;
  web.serve(path, { headers: { 'content-type': 'application/atom+xml' }, body });
}

/** Two papers on one event of a made-up town; they differ in a number. */
export const FERRY = {
  path: '/ferry',
  title: 'Larkmoor harbour ferry halted after cracked welds are found',
  paragraphs: [
    'The harbour ferry of Larkmoor was halted on Monday after inspectors found cracked welds in two of its three boats.',
    'The port authority said that 40 passengers were brought ashore from the Margaret when she lost power near the old pier.',
    'Tomas Reyes, the head of Bay Lines, said the boats would stay at the quay until every weld had been looked at again.',
    'Repairs could take until the end of the month, and buses run along the coast road instead every half hour until then.',
    'The town council of Larkmoor meets on Thursday to talk about the contract with Bay Lines, which ends next summer.',
  ],
};
export const FERRY_TOO = {
  path: '/welds',
  title: 'Cracked welds stop the Larkmoor ferry',
  paragraphs: [
    'Inspectors found cracked welds in two of three boats of the Larkmoor harbour ferry, which was halted on Monday.',
    'The port authority said that 46 passengers were brought ashore from the Margaret when she lost power near the old pier.',
    'Bay Lines, which runs the ferry for the town of Larkmoor, called the cracks small and the halt a matter of caution.',
    'People who work across the harbour waited for buses on Monday evening, some of them for more than an hour in the rain.',
    'Tomas Reyes of Bay Lines said that nobody had been in danger and that he was sorry for the long way round by road.',
  ],
};
