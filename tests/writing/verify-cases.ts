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
  {
    topic: 'a central bank',
    paragraphs: [
      [
        'The central bank of Ostland raised its main interest rate to 4.75% from 4.5% on Thursday, its seventh rise in a row.',
        'Governor Elin Torvald said that inflation could fall below 3% by the summer.',
      ],
      [
        'Economist Rafael Quint of Meridian Bank argued that the bank was acting too late.',
        'The finance ministry declined to comment.',
        'Opponents of the rise say it will hurt young families; supporters say it protects savings.',
      ],
      ['Torvald, who succeeded Bruno Haas in 2019, is considering a second term.'],
    ],
    held: [
      'Ostland’s central bank lifted its main interest rate to 4.75 percent.',
      'It was the seventh increase in a row.',
      'Inflation could fall below 3% by the summer, Governor Elin Torvald said.',
      'Economist Rafael Quint argued the bank was acting too late.',
      'Elin Torvald is considering a second term.',
      'Supporters say the rise protects savings.',
    ],
    refused: [
      'Ostland’s central bank cut its main interest rate to 4.75 percent.',
      'It was the sixth increase in a row.',
      'Inflation fell below 3%.',
      'The bank was acting too late.',
      'Governor Rafael Quint said that inflation could fall.',
      'Supporters of the rise say it will hurt young families.',
      'Torvald said: "Prices are under control."',
    ],
  },
  {
    topic: 'a space probe',
    paragraphs: [
      [
        'The probe Lumen 2 landed on the asteroid Tethra at 04:12 on Sunday after a journey of six years, the agency ESO said.',
        'Mission director Aiko Tanabe praised the team, but flight engineer Samuel Boyd warned that the battery may last only 40 hours.',
      ],
      [
        'The European Science Office (ESO) plans to bring 60 grams of dust back to Earth in 2029.',
        'China’s rival probe, Yuanwang, failed to land in 2023.',
        'Scientists allegedly hid an early fault from the public, according to the newspaper Dagens Echo.',
      ],
    ],
    held: [
      'Lumen 2 landed on the asteroid Tethra on Sunday after six years.',
      'Flight engineer Samuel Boyd warned that the battery may last only 40 hours.',
      'ESO plans to bring 60 grams of dust back in 2029.',
      'The Chinese probe Yuanwang failed to land in 2023.',
      'The European Science Office plans to return dust to Earth.',
      'According to Dagens Echo, scientists hid an early fault.',
    ],
    refused: [
      'Lumen 2 landed on the asteroid Tethra after eight years.',
      'The Chinese probe Yuanwang landed in 2023.',
      'ESO brought 60 grams of dust back to Earth.',
      'Scientists hid an early fault from the public.',
      'Flight engineer Aiko Tanabe praised the team.',
      'The battery lasts only 40 hours.',
      'Lumen 3 landed on the asteroid Tethra on Sunday.',
      'NASA plans to bring 60 grams of dust back to Earth.',
    ],
  },
  {
    topic: 'a strike',
    paragraphs: [
      [
        'Drivers at the tram operator Citybahn walked out on Monday over pay, and about 120,000 passengers were stranded.',
        'The union, led by Grace Oduya, demands a 9% raise; the company has offered 4%.',
      ],
      [
        'Citybahn chairman Henrik Voss accused the union of holding the city hostage.',
        'Mayor Sofia Lund refused to intervene.',
        'Talks are expected to resume on Friday, and a proposed law would ban strikes during holidays.',
      ],
    ],
    held: [
      'Citybahn drivers went on strike on Monday over pay.',
      'The walkout stranded about 120,000 passengers.',
      'The union demands a 9% raise while the company has offered 4%.',
      'Mayor Sofia Lund would not intervene.',
      'Talks should resume on Friday.',
      'A proposed law would ban strikes during holidays.',
    ],
    refused: [
      'The walkout stranded about 210,000 passengers.',
      'The company has offered 9%.',
      'Mayor Sofia Lund intervened.',
      'The union was holding the city hostage.',
      'Talks resumed on Friday.',
      'A law bans strikes during holidays.',
      'Mayor Grace Oduya refused to intervene.',
      'A tribunal ordered the drivers back to work.',
    ],
  },
  {
    topic: 'a rescue',
    paragraphs: [
      [
        'Two hikers were rescued from Mount Ardel on Tuesday after spending three nights in a snow cave, the mountain rescue service said.',
        "Paramedic Jo Larsen reached them first, and pilot Emil Stark flew them to St Anne's Hospital in Brenna.",
      ],
      [
        'The pair, Kay Winters, 34, and her brother Theo, had set out without a map.',
        '"We thought we would never see home again," Winters told reporters.',
      ],
      [
        'Park director Linda Moe proposed closing the northern route until April, a plan that tourism groups reject.',
        'Moe claimed that rescues cost taxpayers nearly $2.3 million last year.',
      ],
      [
        'The insurer Altia has refused to cover the costs.',
        'Its lawyer, Peter Grann, argued that the hikers had ignored two warnings.',
        'Proponents of a rescue fee say it would deter the careless, while critics fear that people will call for help too late.',
      ],
    ],
    held: [
      'Two hikers were rescued from Mount Ardel after three nights in a snow cave.',
      'Jo Larsen, a paramedic, was the first to reach them.',
      'Emil Stark flew the hikers to a hospital in Brenna.',
      'Kay Winters and her brother Theo had no map with them.',
      'Linda Moe wants to close the northern route until April.',
      'Tourism groups reject the plan to close the northern route.',
      'Moe said rescues cost taxpayers almost $2.3 million last year.',
      'Insurer Altia will not cover the costs.',
      'Altia lawyer Peter Grann said the hikers ignored two warnings.',
      'Critics fear a rescue fee will make people call for help too late.',
      'Winters said they thought they "would never see home again".',
      'The siblings set off without a map.',
    ],
    refused: [
      'Two hikers were rescued after four nights in a snow cave.',
      "Jo Larsen flew them to St Anne's Hospital.",
      'Park director closed the northern route until April.',
      'Rescues cost taxpayers nearly $2.3 million last year.',
      'Altia has agreed to cover the costs.',
      'Paramedic Emil Stark reached them first.',
      'The hikers had ignored two warnings.',
      'Proponents of a rescue fee fear that people will call for help too late.',
      'Winters said: "We should have stayed at home."',
      'Theo Winters, 43, set out with a map.',
      'A judge fined the hikers.',
      'Tourism groups support the plan to close the route.',
      'Peter Grann proposed closing the northern route.',
      'Two hikers died on Mount Ardel on Tuesday.',
      'The hikers were rescued on Wednesday.',
    ],
  },
];
