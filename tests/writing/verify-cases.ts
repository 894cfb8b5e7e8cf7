interface CheckedArticle {
  topic: string;
  paragraphs: string[][];
  held: string[];
  refused: string[];
}

/** Made-up articles with statements that they hold and statements that they don't. */
export const ARTICLES: CheckedArticle[] = [
  {
    topic: 'a football final',
    paragraphs: [
      [
        'Harrow Town beat Eastmere Rovers 3-1 in the regional cup final on Saturday in front of 21,450 spectators.',
        'Striker Luca Marsh scored twice before half-time, and captain Idris Bello added a third from the penalty spot.',
      ],
      ['Eastmere, who have lost four finals since 2011, finished with ten men after defender Owen Pratt was sent off.'],
      [
        'Harrow coach Dana Whitlock said the win was “the best night of my career”.',
        'She has not decided whether to stay, and the club could offer her a new two-year contract in June.',
      ],
    ],
    held: [
      'Harrow Town won the regional cup final against Eastmere Rovers 3-1.',
      'More than 21,000 spectators saw the final on Saturday.',
      'Luca Marsh scored two goals before half-time.',
      'Coach Dana Whitlock called the win "the best night of my career".',
      'Whitlock could be offered a new two-year contract in June.',
      'Eastmere have lost four finals since 2011.',
    ],
    refused: [
      'Harrow Town beat Eastmere Rovers 4-1 in the regional cup final.',
      'The final was played on Sunday.',
      'Owen Pratt scored twice before half-time.',
      'Whitlock called the win "the greatest hour of our lives".',
      'Captain Luca Marsh added a third from the penalty spot.',
      'Eastmere have lost four finals since 2012.',
    ],
  },
  {
    topic: 'a takeover',
    paragraphs: [
      [
        'Norvel Foods has agreed to buy the bakery chain Kestrel & Co for £640 million, the companies said on Tuesday.',
        'The deal, which regulators are expected to review in the autumn, would create a group with about 9,200 employees.',
      ],
      [
        'Chief executive Marta Lind said Norvel would keep the Kestrel brand.',
        'Two people familiar with the talks claimed that the price was raised three times in a week.',
      ],
      [
        'Shares in Norvel fell 6% while those of Kestrel rose 28%.',
        'The bakers’ union opposed the sale and warned that up to a third of shops may close.',
      ],
    ],
    held: [
      'Norvel Foods is buying the bakery chain Kestrel & Co for £640 million.',
      'The combined group would have about 9,200 employees.',
      'Norvel shares fell 6 percent.',
      'The union opposed the sale and said up to a third of shops may close.',
      'According to two people familiar with the talks, the price was raised three times in a week.',
      'Regulators are expected to review the deal in the autumn.',
    ],
    refused: [
      'Norvel Foods has agreed to buy Kestrel & Co for £460 million.',
      'Norvel Foods has agreed to buy Kestrel & Co for $640 million.',
      'The price was raised three times in a week.',
      'A third of shops closed.',
      'Shares in Norvel rose 28%.',
      'The bakers’ union supported the sale.',
      'Chief executive Marta Kestrel will keep the brand.',
      'A court approved the sale of the bakery chain.',
    ],
  },
  {
    topic: 'a trial',
    paragraphs: [
      [
        'A jury in Portsford convicted the former treasurer Alan Creed of fraud on Thursday after a nine-day trial.',
        'His colleague Ruth Osei was acquitted of all charges.',
      ],
      [
        'Prosecutor Helen Vance told the court that Creed had moved $1.2 million to accounts abroad.',
        'Creed denied the charges and is expected to appeal.',
        'He faces up to 12 years in prison when Judge Paul Imrie passes sentence in March.',
      ],
      ['Supporters of Creed call the verdict unfair, while critics say the inquiry came a decade too late.'],
    ],
    held: [
      'Former treasurer Alan Creed was convicted of fraud by a jury in Portsford.',
      'Ruth Osei was acquitted.',
      'Creed is expected to appeal.',
      'Creed could face up to 12 years in prison.',
      'Critics say the inquiry came too late.',
      'Prosecutor Helen Vance said Creed moved $1.2 million abroad.',
    ],
    refused: [
      'Ruth Osei was convicted of fraud.',
      'Creed appealed.',
      'A jury convicted Creed after a twelve-day trial.',
      'Judge Helen Vance passes sentence in March.',
      'Critics call the verdict unfair.',
      'Creed said: "I did nothing wrong."',
      'Creed moved $2.1 million to accounts abroad, the prosecutor said.',
    ],
  },
  {
    topic: 'a study',
    paragraphs: [
      [
        'A study of 4,310 nurses in Norway found no link between night shifts and memory loss.',
        'The research, published in May by the University of Tromso, followed the nurses for 15 years.',
      ],
      [
        'Lead author Ingrid Dahl warned that the results may not apply to men.',
        'An earlier trial by Piotr Zeman reportedly found the opposite.',
      ],
    ],
    held: [
      'The study found no link between night shifts and memory loss.',
      'Researchers followed 4,310 nurses for 15 years.',
      'The results may not apply to men, Ingrid Dahl warned.',
      'A previous trial by Piotr Zeman reportedly found the opposite.',
    ],
    refused: [
      'The study found a link between night shifts and memory loss.',
      'Researchers followed 4,310 nurses for 25 years.',
      'The study was published in June.',
      'An earlier trial by Piotr Zeman found the opposite.',
      'The results apply to men as well, wrote the Harvard team.',
    ],
  },
  {
    topic: 'a flood',
    paragraphs: [
      [
        'Floods in the Marren valley killed at least 14 people and forced 3,000 from their homes, officials said on Monday.',
        'The Calder dam did not break, but engineers say it could fail if rain returns.',
      ],
      [
        'Interior Minister Jonas Reiter visited the town of Velm, and Health Minister Carla Soto opened two clinics.',
        'Residents claimed that sirens had been switched off for months.',
        'The government plans to spend €90 million on repairs.',
      ],
    ],
    held: [
      'At least 14 people died in floods in the Marren valley.',
      'Engineers say the Calder dam could fail if rain returns.',
      'The government plans to spend €90 million on repairs.',
      'Interior Minister Jonas Reiter visited Velm.',
      'Residents claimed sirens had been switched off for months.',
      'Three thousand people were forced from their homes.',
    ],
    refused: [
      'At least 40 people died in floods in the Marren valley.',
      'The Calder dam broke.',
      'The government spent €90 million on repairs.',
      'Health Minister Jonas Reiter visited Velm.',
      'Sirens had been switched off for months.',
      'Floods in the Tarnow valley killed at least 14 people.',
    ],
  },
  {
    topic: 'a vote',
    paragraphs: [
      [
        'Parliament rejected the tax bill by 212 votes to 198 on Wednesday.',
        'Finance Minister Leona Brandt proposed the bill, and the opposition leader Viktor Hale led the campaign against it.',
      ],
      [
        'Hale said the bill was “a gift to the rich”.',
        'The prime minister, Tomas Arden, may call an election before December.',
      ],
    ],
    held: [
      'Parliament voted down the tax bill by 212 votes to 198.',
      'Leona Brandt, the finance minister, proposed the bill.',
      'Opposition leader Viktor Hale called it "a gift to the rich".',
      'Prime Minister Tomas Arden may call an election before December.',
    ],
    refused: [
      'Parliament approved the tax bill by 212 votes to 198.',
      'Parliament rejected the tax bill by 221 votes to 198.',
      'Tomas Arden proposed the tax bill.',
      'Tomas Arden called an election before December.',
      'Finance Minister Viktor Hale led the campaign.',
      'Parliament did not reject the tax bill.',
    ],
  },
];
