/** Every error a person can put right, in the words they are shown: what happened, then what would have been right. */
const words = {
  badUrl: ({ given }: { given: string }) =>
    `“${given}” is not a web address. Give one that starts with https://, such as https://example.org/news/story.`,
  privateAddress: ({ host }: { host: string }) =>
    `${host} is not on the public web, so it is not read. Give a public address, or ask your admin to add it to ALLOW_HOSTS.`,
  badPort: ({ port }: { port: string }) =>
    `Port ${port} is not read. Give an address on the usual ports (80, 443), or ask your admin to add it to ALLOW_HOSTS.`,
  credentialsInUrl: () => 'The address holds a user name or password. Give it without.',
  notFound: ({ host }: { host: string }) => `${host} says there is no such page. Check the address, or paste the text.`,
  unreachable: ({ host }: { host: string }) =>
    `${host} could not be reached. Check the address, try again later, or paste the text.`,
  serverFailed: ({ host, status }: { host: string; status: number }) =>
    `${host} answered with an error of its own (${status}). Try again later, or paste the text.`,
  tooManyRedirects: ({ host }: { host: string }) =>
    `${host} sends us from one address to the next without end. Open it in a browser and give the address you end at.`,
  tooLarge: ({ limit }: { limit: string }) =>
    `That is larger than ${limit}. Give a smaller one, or paste the part that matters.`,
  tooSlow: ({ host }: { host: string }) => `${host} took too long to answer. Try again later, or paste the text.`,
  tooHard: () => 'The page is built in a way that took too long to read. Paste the text instead.',
  unsupportedType: ({ type }: { type: string }) =>
    `That is ${type}, which can't be read. Web pages, plain text and PDFs with text in them can.`,
  unreadableFile: () =>
    'The file is damaged or protected and could not be opened. Save it again without a password, or paste the text.',
  blocked: ({ host }: { host: string }) =>
    `${host} does not let bots read this page. Open it in your browser and paste the text.`,
  loginWall: ({ host }: { host: string }) =>
    `${host} shows this page only to people who are logged in. Open it in your browser and paste the text.`,
  consentPage: ({ host }: { host: string }) =>
    `${host} shows a consent page instead of the article. Open it in your browser and paste the text.`,
  needsScripts: ({ host }: { host: string }) =>
    `The page of ${host} is empty until its scripts have run, and we run none. Open it in your browser and paste the text.`,
  paywalled: ({ host }: { host: string }) =>
    `${host} shows nothing of this article without a subscription. If you have one, paste the text.`,
  notAnArticle: ({ host }: { host: string }) =>
    `No article was found on this page of ${host}. Give the address of one article, not of a front page or a list.`,
  emptyText: () => 'There is no text in it. Paste at least a sentence or two.',
  unknownLanguage: () =>
    'The text is in no language we know. Check that it was read right, or paste it in another encoding.',
  nothingGiven: () => 'Give something to read: an address (url), some text (text) or a file (file).',
  unknownCommand: ({ name }: { name: string }) => `There is no command /${name}. /help lists them all.`,
  unknownOption: ({ name, known }: { name: string; known: string }) =>
    `There is no option “${name}” here. There is: ${known}.`,
  missingOption: ({ name, description }: { name: string; description: string }) =>
    `“${name}” is missing: ${description}.`,
  badOption: ({ name, given, expected }: { name: string; given: string; expected: string }) =>
    `“${given}” can't be used as ${name}. Give ${expected}.`,
  notAllowed: ({ who }: { who: string }) => `This command is for ${who} only.`,
  goneAnswer: () => 'That answer is no longer stored, or it is not this channel’s. Ask again with /ask.',
  unreadArticle: () =>
    'That article has not been read here, or it is another channel’s. Give its address to /summarize first, then ask.',
  goneSummary: () => 'That summary is no longer stored, or it is not this channel’s. Ask for it again with /summarize.',
  noSuchFile: ({ path }: { path: string }) => `There is no file ${path} here. Check the path.`,
  portTaken: ({ port, setting = 'PORT' }: { port: number; setting?: string }) =>
    `Port ${port} is taken, perhaps by a desk that runs already. Set ${setting} to another one, or to 0 for any that is free.`,
  noSource: ({ host }: { host: string }) =>
    `Nothing to follow was found on ${host}: no feed, no news sitemap and no list of articles. Give the address of the feed, or of a page that lists articles.`,
  robotsForbid: ({ host }: { host: string }) =>
    `${host} asks programs not to read this address (robots.txt), so it is not followed. Give another address of theirs, such as their feed’s.`,
  badFilter: ({ problem, place }: { problem: string; place: number }) =>
    `The filter can't be used: ${problem} (at character ${place}). For example: (rail OR bus) NOT strike author:"Ann Lee" language:en title:/budget \\d{4}/`,
  badSchedule: ({ given, problem }: { given: string; problem: string }) =>
    `“${given}” can't be used as a schedule: ${problem}.`,
  badZone: ({ given }: { given: string }) =>
    `“${given}” is not a time zone. Give one by its region and city, such as Europe/Berlin or America/New_York, or UTC.`,
  badQuietHours: ({ given }: { given: string }) =>
    `“${given}” can't be used as quiet hours. Give when they begin and end, such as 22:00-07:00.`,
  noSuchDigest: ({ given }: { given: string }) =>
    `There is no digest called “${given}” in this channel. /digest list shows what there is.`,
  tooManyDigests: ({ limit }: { limit: number }) =>
    `A channel can have ${limit} digests. Take one out with /digest remove first.`,
  gonePost: () => 'What that post told is no longer stored, or it is not this channel’s.',
  noSuchSource: ({ given }: { given: string }) =>
    `Nothing called “${given}” is followed in this channel. /source list shows what is.`,
  manySources: ({ given, titles }: { given: string; titles: string }) =>
    `“${given}” fits several sources: ${titles}. Give more of the title, or the address.`,
  tooManySources: ({ limit }: { limit: number }) =>
    `A channel can follow ${limit} sources. Take some out with /source remove, or follow these in another channel.`,
  goneOffer: () => 'That offer is over, or it is not this channel’s. Ask for it again.',
  badSetup: ({ problem }: { problem: string }) =>
    `The file can't be used: ${problem}. Give an OPML file, or YAML as /source export writes it.`,
  goneUpload: () => 'That file is no longer here. Send it again.',
  nothingSet: ({ names }: { names: string }) => `Give at least one of: ${names}.`,
  oldButton: () =>
    'This belongs to an older version of me, which I don’t understand any more. Ask again, and use what the new message offers.',
  nothingToRead: () =>
    'This message holds no link, no file and too little text to summarize. Pick one that does, or use /summarize.',
  notOurPost: () => 'That is not a message of mine, so it can’t be removed here.',
  notYourPost: () => 'Only who asked for this message, or a moderator, can remove it.',
  queueAway: () =>
    'This can’t be worked on right now. Nothing was lost: it is answered here as soon as it can be, so there is no need to ask again.',
  gaveUp: () =>
    'This could not be finished after several tries. Nothing was lost: ask again, or tell your admin the reference below.',
} as const;

export type UserErrorCode = keyof typeof words;

/** Something the person can put right. Anything that is not a UserError is ours, and is shown with a reference id only. */
export class UserError<C extends UserErrorCode = UserErrorCode> extends Error {
  readonly code: C;
  constructor(code: C, ...facts: Parameters<(typeof words)[C]>) {
    // The parameters' type above ties each code to its own facts; the union of functions can't be called without the cast.
    super((words[code] as (facts?: unknown) => string)(facts[0]));
    this.name = 'UserError';
    this.code = code;
  }
}

/** A limit of somebody else's: the same work may succeed after `afterMs`. */
export class RetryLater extends Error {
  readonly afterMs: number;
  constructor(message: string, afterMs: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}

/** The model can't be had now: unreachable, overloaded, stalled, out of money or wrongly set up. `why` is for the log. */
export class ModelDown extends Error {
  readonly why: 'unreachable' | 'overloaded' | 'stalled' | 'too-slow' | 'no-credit' | 'bad-key' | 'bad-setup';
  constructor(why: ModelDown['why'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelDown';
    this.why = why;
  }
}

/** Tokens that were used in vain. */
interface Used {
  inputTokens: number;
  outputTokens: number;
}

/** The model, or its provider's filter, declined to answer. */
export class ModelRefused extends Error {
  readonly used: Used;
  constructor(message: string, used: Used) {
    super(message);
    this.name = 'ModelRefused';
    this.used = used;
  }
}

/** The model answered, more than once, with something that does not fit the schema, or was cut off. */
export class ModelUnusable extends Error {
  readonly used: Used;
  constructor(message: string, used: Used) {
    super(message);
    this.name = 'ModelUnusable';
    this.used = used;
  }
}

/** What is left of a budget does not cover another call of the model. */
export class OverBudget extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OverBudget';
  }
}

/** Whether the model could not be had, declined or answered nothing usable, or may not be asked; anything else is ours. */
export function isModelError(error: unknown): boolean {
  return [ModelDown, ModelRefused, ModelUnusable, OverBudget].some((kind) => error instanceof kind);
}
