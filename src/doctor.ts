import type { Config } from './config.ts';
import { createLogger } from './logger.ts';
import type { Check } from './platforms/platform.ts';
import { type Desk, openDesk } from './wire.ts';

const MODEL_MS = 10_000;

/** `copydesk doctor`: looks at every connection and says how to mend what is not well. Answers how many are not. */
export async function runDoctor(config: Config, say: (line: string) => void): Promise<number> {
  const checks: Check[] = [];
  const look = (check: Check) => {
    checks.push(check);
    say(`${check.isWell ? 'ok ' : 'FIX'}  ${check.what}: ${check.words}`);
  };
  const desk = await openStore(config, look);
  if (desk) {
    look(await checkModel(config));
    if (desk.platformNames.length === 0)
      look({ what: 'chat apps', isWell: true, words: 'none is set up; the local chat needs none' });
    for (const check of await desk.check()) look(check);
    await desk.close();
  }
  return checks.filter(({ isWell }) => !isWell).length;
}

async function openStore(config: Config, look: (check: Check) => void): Promise<Desk | null> {
  const store = config.DATABASE_URL ? 'PostgreSQL at DATABASE_URL' : `embedded PostgreSQL in ${config.DATA_DIR}`;
  const queue = config.REDIS_URL ? 'Redis at REDIS_URL' : 'the queue in PostgreSQL';
  try {
    const desk = await openDesk(config, createLogger('fatal'));
    look({ what: 'store', isWell: true, words: `${store} answers, its tables are up to date; ${queue} answers` });
    return desk;
  } catch (error) {
    look({ what: 'store', isWell: false, words: `${store} or ${queue} can’t be used: ${reasonOf(error)}` });
    return null;
  }
}

/** Every OpenAI-compatible server lists its models. */
async function checkModel({ MODEL, OPENAI_BASE_URL, OPENAI_API_KEY }: Config): Promise<Check> {
  if (!MODEL) {
    return {
      what: 'model',
      isWell: true,
      words: 'none: summaries are the article’s own sentences (set MODEL to change that)',
    };
  }
  const base = OPENAI_BASE_URL ?? 'https://api.openai.com/v1';
  try {
    const headers = OPENAI_API_KEY ? { authorization: `Bearer ${OPENAI_API_KEY}` } : undefined;
    const answer = await fetch(`${base.replace(/\/$/, '')}/models`, { headers, signal: AbortSignal.timeout(MODEL_MS) });
    if (answer.ok) return { what: 'model', isWell: true, words: `${base} answers` };
    const mend = answer.status === 401 || answer.status === 403 ? 'check OPENAI_API_KEY' : 'check OPENAI_BASE_URL';
    return { what: 'model', isWell: false, words: `${base} answers ${answer.status}: ${mend}` };
  } catch (error) {
    return {
      what: 'model',
      isWell: false,
      words: `${base} can’t be reached (${reasonOf(error)}): check OPENAI_BASE_URL`,
    };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
