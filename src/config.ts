import { existsSync } from 'node:fs';
import { z } from 'zod';
import { prices } from './config-prices.ts';

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );
const optional = z
  .string()
  .optional()
  .transform((text) => text || null);
const optionalUrl = z
  .union([z.literal(''), z.url()])
  .optional()
  .transform((text) => text || null);

/** With “default” and “none” as many as a menu of Discord holds. */
const MOST_MODELS = 22;
const ALL_ROLES = ['gateway', 'worker', 'page', 'site'] as const;

const settings = {
  DATA_DIR: z.string().default('data').describe('Folder of the embedded PostgreSQL.'),
  DATABASE_URL: optionalUrl.describe('A PostgreSQL server of your own (15 or newer); empty = the embedded one.'),
  REDIS_URL: optionalUrl.describe(
    'Redis for the queue (maxmemory-policy noeviction, AOF on); empty = the queue lives in PostgreSQL.',
  ),
  OPENAI_BASE_URL: optionalUrl.describe(
    'Any OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1; empty = OpenAI’s own when a key is set.',
  ),
  OPENAI_API_KEY: optional.describe('Its key; local servers mostly want none.'),
  MODEL: optional.describe('The model’s name there; empty = no model: summaries are the article’s own sentences.'),
  MODELS: list
    .pipe(z.array(z.string().max(100)).max(MOST_MODELS))
    .describe('Comma-separated, other models there that moderators may pick with /settings set model.'),
  BUDGET_TOKENS: z
    .string()
    .regex(/^([1-9]\d{3,})?$/, 'must be a whole number of at least 1,000')
    .default('')
    .transform((tokens) => (tokens === '' ? null : Number(tokens)))
    .describe(
      'How many tokens a day (UTC) each workspace may use at most, whatever its settings say; empty = no bound.',
    ),
  MODEL_PRICES: prices.describe(
    'For /usage, money per million tokens read/written: name=0.15/0.60, other=1/2; empty = tokens alone are told.',
  ),
  EMBEDDING_MODEL: optional.describe(
    'A model of the same endpoint that turns texts into vectors, for questions; empty = articles are found by their words.',
  ),
  MODEL_INPUT_TOKENS: z.coerce
    .number()
    .int()
    .min(1000)
    .default(24_000)
    .describe('What one call may read; longer articles go in parts.'),
  MODEL_SILENCE_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(60_000)
    .describe('A model that says nothing for this long counts as down.'),
  MODEL_RETRY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(60_000)
    .describe('How long after it was down it is tried again, to replace a stand-in.'),
  FETCH_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000).describe('How long one page may take to fetch.'),
  ALLOW_HOSTS: list.describe(
    'Comma-separated host:port pairs that may be read although they are not on the public web.',
  ),
  SECRET_KEY: optional.describe(
    'Encrypts tokens in the database, any long random text; the same on every machine. Empty = one is made in DATA_DIR.',
  ),
  DISCORD_TOKEN: optional.describe('The bot’s token (Discord developer portal, Bot, Reset Token); empty = no Discord.'),
  DISCORD_GUILDS: list.describe(
    'Comma-separated server ids that alone get the commands, at once; empty = every server, which may take an hour.',
  ),
  DISCORD_SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d*)$/, 'must be auto or a number')
    .default('auto')
    .describe('How many gateway connections; auto = as many as Discord advises.'),
  DISCORD_MESSAGE_CONTENT: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes = ask for the privileged intent, to read messages that do not mention the bot.'),
  DISCORD_API_URL: z.url().default('https://discord.com/api').describe('Where Discord’s API is; for tests.'),
  SLACK_BOT_TOKEN: optional.describe('xoxb-… (OAuth & Permissions); empty = no Slack, unless installs are open.'),
  SLACK_APP_TOKEN: optional.describe('xapp-… with connections:write, for Socket Mode: no public address is needed.'),
  SLACK_SIGNING_SECRET: optional.describe('For HTTP instead of Socket Mode (Basic Information).'),
  SLACK_CLIENT_ID: optional.describe('With SLACK_CLIENT_SECRET: many workspaces install the app by OAuth.'),
  SLACK_CLIENT_SECRET: optional.describe('Its secret.'),
  SLACK_READS_CHANNELS: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes = hear what is written in channels the app is in, for /settings set links:on; wants more scopes.'),
  SLACK_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4701)
    .describe('Port for Slack’s HTTP requests and for installs, on every interface.'),
  SLACK_API_URL: z.url().default('https://slack.com/api/').describe('Where Slack’s API is; for tests.'),
  PUBLIC_URL: optionalUrl.describe('The https address under which Slack reaches SLACK_PORT.'),
  HTTPS_PROXY: optionalUrl.describe('Proxy for reading the web; the check of addresses is then the proxy’s.'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4700)
    .describe('Port of the local chat on 127.0.0.1; 0 = any free one.'),
  SITE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4702)
    .describe('Port of the site with the archives of digests, which people open by secret links; 0 = any free one.'),
  SITE_HOST: z.string().min(1).default('127.0.0.1').describe('Where the site listens; 0.0.0.0 = on every interface.'),
  SITE_URL: optionalUrl.describe(
    'The address under which people reach the site, mostly a proxy’s with https; empty = SITE_HOST and SITE_PORT.',
  ),
  ROLES: list
    .pipe(z.array(z.enum(ALL_ROLES)))
    .transform((roles) => (roles.length > 0 ? roles : ALL_ROLES))
    .describe(
      'Comma-separated, what this process does: gateway, worker, page, site; empty = all. One gateway, any number of workers.',
    ),
  RETENTION_DAYS: z
    .union([z.literal('').transform(() => null), z.coerce.number().int().min(1)])
    .default(null)
    .describe(
      'After how many days what was read, asked and posted is forgotten, at the latest; empty = as each channel sets it.',
    ),
  LOOK_MS: z.coerce
    .number()
    .int()
    .min(20)
    .default(2000)
    .describe('How often a worker looks for sources, articles and digests that are due.'),
  CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8).describe('Jobs one worker does at the same time.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])
    .default('info')
    .describe('Lines on standard error.'),
};

const schema = z.object(settings);
export type Config = z.output<typeof schema>;

/** Every setting, from the environment and a .env file beside package.json; throws with one line per wrong setting. */
export function readConfig(given: Partial<Record<keyof Config, string>> = {}): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const read = schema.safeParse({ ...process.env, ...given });
  if (read.success) return read.data;
  const lines = read.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new Error(`These settings can't be used:\n${lines.join('\n')}\n.env.example says what each one takes.`);
}

/** The same for a program's start: what is wrong is said without a stack, and the program ends with 1. */
export function readConfigOrExit(given: Parameters<typeof readConfig>[0] = {}): Config {
  try {
    return readConfig(given);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}

/** The text of .env.example. */
export function configExample(): string {
  const entries = Object.entries(settings).map(([name, setting]) => {
    const fallback: unknown = setting.safeParse(undefined).data;
    const shown = fallback === null || (Array.isArray(fallback) && fallback.length === 0) ? '' : String(fallback);
    return `# ${setting.description ?? ''}\n#${name}=${shown}\n`;
  });
  return `# Every setting of Copydesk, with its default. Copy to .env and change what you need.\n\n${entries.join('\n')}`;
}
