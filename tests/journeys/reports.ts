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
/** What came of it two days later. */
export const FERRY_AGAIN = {
  path: '/ferry-owner-charged',
  title: 'Larkmoor harbour ferry: two people are charged over the cracked welds',
  paragraphs: [
    'Prosecutors on Saturday charged two people of Bay Lines over the cracked welds that halted the harbour ferry of Larkmoor.',
    'The company knew of the cracked welds in two of its three boats since August 2026, according to the charge.',
    'The ferry stays halted, and the port authority of Larkmoor looks for another company that could run it.',
    'Tomas Reyes, the head of Bay Lines, would not speak about the charge when he was asked at the harbour.',
    'Inspectors are to look at the third boat next week, and the buses along the coast road run on until then.',
  ],
};
export const MILL = {
  path: '/mill',
  title: 'Old paper mill above the weir becomes a school of music',
  paragraphs: [
    'The old paper mill above the weir is to become a school of music for children of the upper valley, its new owners said.',
    'Paper was made there until the nineties, and since then swallows and a painter had the long brick halls to themselves.',
    'A choir room goes where the rag boilers stood, and the drying loft with its wooden shutters is to be kept for concerts.',
    'Work begins after Easter; the foundation that bought the building has put aside enough for the roof and the windows.',
    'Lessons are planned for brass, strings and organ, and the first pupils are expected in the autumn of next year.',
  ],
};
export const FLOWERS = {
  path: '/flowers',
  title: 'Frost takes half of the early almond blossom',
  paragraphs: [
    'A night of hard frost has taken about half of the early almond blossom on the southern slopes, growers there say.',
    'They had lit small fires between the rows, as their grandparents did, but the wind carried the warm air off at once.',
    'The later kinds have not opened yet and are safe for now, said Ines Falk, who keeps nine hundred trees near the chapel.',
    'Almonds from the slopes go into the marzipan of two confectioners, who buy elsewhere when a harvest fails.',
    'A warm week is forecast, and beekeepers bring their hives up from the plain to make the most of what is left.',
  ],
};
export const MARKET = {
  path: '/market',
  title: 'Fish market hall gets its clock back after sixty years',
  paragraphs: [
    'The hall of the fish market has its tower clock back, sixty years after a storm threw the hands into the street.',
    'A retired watchmaker, Piet Oller, rebuilt the works from drawings that he found behind a cupboard of the weigh house.',
    'Stallholders paid for the gilding of the numerals, and a class of apprentices cut the two hands out of copper.',
    'It strikes the hours from six in the morning on, when the auction opens, and is silent through the night.',
    'The mayor set it going on Sunday evening before some three hundred people, who counted the strokes aloud.',
  ],
};
export const WALK = {
  path: '/walk',
  title: 'Cliff path opens again between the lighthouse and Saint Bride',
  paragraphs: [
    'The cliff path between the lighthouse and Saint Bride is open again after a winter in which two stretches slid away.',
    'Wardens have moved it a good way inland there, over a field that a farmer, Edda Voss, gave for the purpose.',
    'Dogs must be kept on a lead until July, as larks and lapwings breed in the short grass beside the new stretch.',
    'A bench of driftwood marks the half-way point, and from it seals can be seen on the skerries at low water.',
    'The whole walk takes about three hours; a small train brings people back from Saint Bride until seven.',
  ],
};
export const SCHOOL = {
  path: '/school',
  title: 'Teachers get tablets that nobody ordered',
  paragraphs: [
    'Four hundred tablets have arrived at the district office for schools, and nobody there can say who ordered them.',
    'The supplier shows a signed form; the signature belongs to a clerk who retired in the spring, the office says.',
    'Until it is cleared up the boxes stay sealed in the gym of the primary school, which has moved its lessons outdoors.',
    'A union of teachers asks for paper and chalk instead, of which there has been too little since the new year.',
    'Auditors are to look into it, and the head of the office has put off her holiday, a spokesman said.',
  ],
};
