const lists: Record<string, string> = {
  en: 'the of and to in is that was for it with as his on be at by had not are but from have they which her were their has been would who will said he she a an or this these those its we you i our your my there what when where how than then also more most about after before into over under up out can could may might should do does did if so no all one two some any other new',
  de: 'der die und das den von zu mit sich des auf ist im nicht ein eine als auch es an werden aus er hat dass nach bei sind wird noch wie einem über einen war zum am in für sie zur einer eines dem vor um durch haben hatte sei wurde wurden kann oder aber nur so bis mehr gegen unter ihr ihre seine seiner man wir ich',
  fr: 'de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux cette été ont mais ses leur d l à elle ils nous vous je on ou où comme sa ces être avait était deux après entre sans sous d’un d’une',
  es: 'de la que el en y los del se las por un para con no una su al lo como más pero sus le ya este sí porque esta entre cuando muy ha son a es o fue han sin sobre también me hasta hay donde desde todo nos durante ser tras dos',
  it: 'di e il la che in un a per è una sono del si della con non le dei al da come più nel alla ha gli anche dal delle ma lo suo questo i l ai degli nella sua hanno stato essere dalla tra fra su se o ad ed due dopo',
  pt: 'de a o que e do da em um para é com não uma os no na por mais as dos como mas foi ao ele das tem à seu sua ou são pelo pela se nos nas quando muito há entre depois sem mesmo aos ter seus já também foram dois',
  nl: 'de het een en van in is dat op te zijn met voor niet aan er die om door als ook maar bij naar uit heeft hij was wordt over worden nog ze we zij hun of had hebben kan tot dan deze dit werd na geen twee meer',
  sv: 'och att det i en på är som för med av den till inte har de ett om var han från men vid så kan ska när också ut nu efter hon under sig var ha hade blir över sin sina vi',
  da: 'og at det i en på er som for med af den til ikke har de et om var han fra men ved så kan skal når også ud nu efter hun under sig blev blive over sin vi der',
  no: 'og at det i en på er som for med av den til ikke har de et om var han fra men ved så kan skal når også ut nå etter hun under seg ble bli over sin vi',
  pl: 'w i na z się nie do to że jest o za po jak od przez dla ale tym są oraz który która przy tego jego już także został a we ze by jej ich był była być może czy tylko',
  ru: 'и в не на что он с как это по но из у за от для его так же был сообщил о к после также года они до она было а при все бы или их во со быть может',
};

/** The commonest words by language (primary subtag): they name the language of a text and say nothing about its subject. */
export const FUNCTION_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(lists).map(([language, list]) => [language, new Set(list.split(' '))]),
);
