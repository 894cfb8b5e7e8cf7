import type { Article } from '../../src/news/article.ts';
import { numberSentences } from '../../src/reading/sentences.ts';

/** [path, published, title, paragraphs] of made-up news. */
const NEWS: [string, string, string, string[]][] = [
  [
    'dam',
    '2026-10-05',
    'Cracks halt filling of the Greyrock dam',
    [
      'Engineers have stopped filling the Greyrock dam after sensors showed two cracks in its eastern wall, the operator Northwater said on Monday.',
      'The water stands at 41 metres, 17 below the planned level. Nobody downstream is in danger, said site manager Petra Holm.',
      'The dam was to supply 60,000 homes from next summer. The repair may take four months.',
    ],
  ],
  [
    'bank',
    '2026-10-12',
    'Valley Bank fined over hidden fees',
    [
      'The regulator has fined Valley Bank 8.5 million francs for charging customers fees it had not named in contracts.',
      'About 130,000 accounts were affected between 2021 and 2024. The bank will pay the money back by the end of the year, its chief executive Marc Dillier said.',
      'The consumers’ league had filed the complaint in 2023.',
    ],
  ],
  [
    'trams',
    '2026-10-14',
    'Tram drivers in Selby vote to strike',
    [
      'Tram drivers in Selby will walk out for two days from 21 October after 87 percent of them voted to strike.',
      'Their union wants shorter shifts at night. The operator Citytram offered a one-off payment of 900 francs, which union leader Dana Kreutz called an insult.',
      'Buses will run every half hour on the main lines.',
    ],
  ],
  [
    'comet',
    '2026-10-17',
    'Students find a comet in old pictures',
    [
      'Two students of the observatory at Mount Ashel have found an unknown comet in pictures taken in 1998.',
      'Lio Marten and Sanna Brook had taught a program to compare star fields. The comet returns every 56 years, they reckon.',
      'Astronomers in Chile confirmed the orbit last week.',
    ],
  ],
  [
    'orchard',
    '2026-10-19',
    'Late frost halves the apple harvest',
    [
      'Growers in the Lower Valley expect to bring in 24,000 tonnes of apples, half of last year’s harvest.',
      'A frost in the last week of April had killed most of the blossom, said Jonas Feld of the growers’ association.',
      'Prices for cider apples have doubled. The canton has promised loans without interest.',
    ],
  ],
  [
    'painting',
    '2026-10-21',
    'Lost Verhoeven turns up in a school cellar',
    [
      'A landscape by Anton Verhoeven that had been missing since 1944 has been found in the cellar of a school in Selby.',
      'The caretaker, Ruth Amsler, came upon it behind a boiler. Experts put its value at 1.4 million francs.',
      'The museum of Tarn, which owned it before the war, has asked for its return.',
    ],
  ],
];

export const VALLEY_ARTICLES: Article[] = NEWS.map(([path, published, title, paragraphs]) => ({
  address: `https://valley.example/${path}`,
  canonicalUrl: `https://valley.example/${path}`,
  byline: null,
  site: 'The Valley Post',
  language: 'en',
  sentences: numberSentences(paragraphs, 'en'),
  coverage: { words: paragraphs.join(' ').split(' ').length, extent: 'whole', share: null },
  ...{ title, published, paragraphs },
}));

/** [question, words of the sentence that answers it] */
export const ANSWERABLE: [string, string][] = [
  ['Why did engineers stop filling the Greyrock dam?', 'two cracks'],
  ['How many homes was the Greyrock dam to supply?', '60,000'],
  ['How long may the repair of the dam take?', 'four months'],
  ['How much was Valley Bank fined?', '8.5 million'],
  ['How many accounts were affected by the hidden fees?', '130,000'],
  ['What share of the tram drivers in Selby voted to strike?', '87 percent'],
  ['Who leads the union of the tram drivers?', 'Dana Kreutz'],
  ['Who found the comet?', 'students'],
  ['How often does the comet return?', '56 years'],
  ['How many tonnes of apples do growers expect?', '24,000'],
  ['When did the frost kill the blossom?', 'April'],
  ['Where was the lost painting by Verhoeven found?', 'cellar of a school'],
  ['Since when had the landscape by Verhoeven been missing?', '1944'],
];

/** What the articles above leave out, near them and far from them. */
export const UNANSWERABLE: string[] = [
  'Who built the Hoover dam?',
  'How high is the Three Gorges dam?',
  'When was the Eiffel tower finished?',
  'Who is the prime minister of Canada?',
  'What is the inflation rate in Argentina?',
  'Why did the airline cancel its flights to Oslo?',
  'How many people were hurt in the coach crash near Verona?',
  'Who won the Nobel prize for chemistry?',
  'Which team leads the hockey league?',
  'What did the trade minister say about tariffs on steel?',
  'How much did the takeover of the brewery cost?',
  'When does the new airport terminal open?',
  'Which virus closed the zoo?',
  'How many refugees crossed the border in September?',
  'Who directed the film about the lighthouse?',
  'What caused the blackout in Madrid?',
  'How long is the Channel tunnel?',
  'Where will the next climate summit be held?',
  'Who wrote the report on prison food?',
  'How many wolves live in the national park?',
  'What penalty did the court give the former mayor?',
  'Which singer cancelled her tour?',
  'How much snow fell on the passes?',
  'Why was the chemist’s licence withdrawn?',
  'When did the volcano on La Palma erupt?',
  'Which language do most people in Suriname speak?',
  'Who invented the zip fastener?',
  'How many seats does the new concert hall have?',
  'What is the name of the new polar icebreaker?',
  'Which bank did the robbers in Lyon choose?',
  'How much was Harbour Bank fined?',
  'Who is the chief executive of Citytram?',
  'How many tram drivers work in Geneva?',
  'Why did engineers stop filling the Whitestone dam?',
  'Who found the comet Hale-Bopp?',
  'How many tonnes of cherries do growers expect?',
  'Where was the lost painting by Rembrandt found?',
  'What is the value of the stolen violin?',
  'How much does Petra Holm earn?',
  'Which school did Marc Dillier go to?',
  'How old is Ruth Amsler?',
  'Who is married to Dana Kreutz?',
  'Which political party does Jonas Feld belong to?',
  'What does a ticket for the trams in Selby cost?',
  'Which company makes the sensors of the Greyrock dam?',
  'Which prize did Sanna Brook win?',
  'How many visitors does the museum of Tarn have?',
  'Who was arrested for hiding the Verhoeven landscape?',
  'Which insurer covers the frost damage of the growers?',
  'What is the telephone number of Valley Bank?',
];

/** What rules get wrong, and a model that reads the sentences does not: [question, words that a right answer would hold, or null for none]. */
export const BEYOND_RULES: [string, string | null][] = [
  ['Who filed the complaint against Valley Bank?', 'consumers’ league'],
  ['What is the value of the Verhoeven landscape?', '1.4 million'],
  ['Who taught Lio Marten at school?', null],
];
