import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { connect, type Database } from '../src/store/database.ts';
import { openEmbedded } from '../src/store/embedded/open.ts';
import { migrate } from '../src/store/migrate.ts';
import type { Bounds } from '../src/store/retention-bounds.ts';
import { sharedSteps } from '../src/store/retention-shared.ts';
import { channelSteps } from '../src/store/retention-steps.ts';

const ARTICLES = 100_000;
const CHANNELS = 500;
const OLD_SHARE = 0.2;
const NOW = new Date();
const BOUNDS: Bounds = { now: NOW, mostDays: null, localPrefix: 'local:', rows: 1000, articles: 100 };

/** How long forgetting a fifth of a large store takes, and the longest statement of it: others wait no longer than that. */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-bench-'));
  chmodSync(folder, 0o755);
  const server = await openEmbedded(folder, { settings: {} });
  const database = await connect(server.connection, pino({ level: 'silent' }));
  try {
    await migrate(database);
    const started = performance.now();
    await fill(database);
    console.log(`${ARTICLES} articles of ${CHANNELS} channels stored in ${seconds(started)} s`);
    await report(database, 'nothing is set');
    await sql`insert into settings (place, name, value) select ref, 'retention', '"80"' from channels`.execute(
      database.db,
    );
    await report(database, 'a fifth is old');
    await report(database, 'nothing is old any more');
  } finally {
    await database.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Spread evenly over a hundred days, over the channels and over one workspace for each ten of them. */
async function fill({ db }: Database): Promise<void> {
  const days = (100 * OLD_SHARE + 80) / ARTICLES;
  const at = sql`${NOW}::timestamptz - interval '1 day' * (n * ${days}::float8)`;
  const channel = sql`'discord:c' || n % ${CHANNELS}`;
  const workspace = sql`'discord:w' || n % ${CHANNELS} / 10`;
  const each = sql`from generate_series(1, ${ARTICLES}::int) as n`;
  const text = sql`string_agg('word' || (n * 7919 + w * w * 31) % 40000, ' ')`;
  const statements = [
    sql`insert into workspaces (ref) select 'discord:w' || n from generate_series(0, ${CHANNELS / 10 - 1}) as n`,
    sql`insert into channels (ref, workspace) select 'discord:c' || n, 'discord:w' || n / 10 from generate_series(0, ${CHANNELS - 1}) as n`,
    sql`insert into articles (id, identity) overriding system value select n, 'https://paper.example/' || n ${each}`,
    sql`insert into article_addresses select 'https://paper.example/' || n, n ${each}`,
    sql`insert into article_readers select n, ${workspace}, ${channel}, ${at} ${each}`,
    sql`alter table article_versions disable trigger search_note_version`,
    sql`insert into article_versions (id, article_id, content_hash, title, coverage, paragraphs, read_at) overriding system value
      select n, n, md5(n::text), 'Title ' || n, '{}', '[]', ${at} ${each}`,
    sql`alter table article_versions enable trigger search_note_version`,
    sql`insert into sentences select n, s, s, 'Sentence ' || s || ' of ' || n ${each}, generate_series(1, 20) as s`,
    sql`insert into summaries (version_id, style, length, asked_language, prompt_hash, model, writer, left_out, repaired)
      select n, 'brief', 'short', '', 'p', 'm', '{}', 0, 0 ${each}`,
    // Counted at once below, which is quicker than article by article.
    sql`alter table search_articles disable trigger search_count_new`,
    sql`insert into search_articles (article_id, version_id, at, title_words, lead_words, words, terms, places)
      select n, n, ${at}, 5, 30, 300, (select ${text} from generate_series(1, 150) as w)::tsvector, '\\x00' ${each}`,
    sql`alter table search_articles enable trigger search_count_new`,
    sql`insert into search_terms select word, ndoc from ts_stat('select terms from search_articles')`,
    sql`insert into search_totals select '', count(*), sum(title_words), sum(words) from search_articles`,
    sql`insert into sources (id, url, kind, host, poll_state, health, created_at) overriding system value
      select n, 'https://s' || n, 'feed', 's' || n, '{}', '{}', ${NOW} from generate_series(0, ${CHANNELS - 1}) as n`,
    sql`insert into subscriptions (id, source_id, workspace, channel, added_by, visibility, added_at) overriding system value
      select n, n, 'discord:w' || n / 10, 'discord:c' || n, 'x', 'workspace', ${NOW} from generate_series(0, ${CHANNELS - 1}) as n`,
    sql`insert into items (id, source_id, identity, title, text, has_content, content_hash, version_id, first_seen) overriding system value
      select n, n % ${CHANNELS}, n::text, 'Title ' || n, 'Text', true, 'x', n, ${at} ${each}`,
    sql`insert into item_states select n % ${CHANNELS}, n, case n % 50 when 0 then 'pending' else 'posted' end, null, ${at} ${each}`,
    sql`insert into stories select n, null, ${at}, ${at} ${each}`,
    sql`insert into placements (item_id, story_id, url_key, published, terms, shingles, placed_at, checked_at)
      select n, n, 'x', ${at}, '[{"stem": "ferry", "weight": 1}]', '\\x00', ${at}, ${at} ${each}`,
    sql`insert into posts (id, key, workspace, channel, kind, message, state, at) overriding system value
      select n, 'k' || n, ${workspace}, ${channel}, 'digest', '{"blocks": []}', 'sent', ${at} ${each}`,
    sql`insert into tellings (post_id, position, story_id, title, item_id, version_id, statements, last_published)
      select n, 1, n, 'Title', n, n, array['Said.'], ${at} ${each}`,
    sql`insert into questions (reply, workspace, channel, thread, asker, question, answer, at)
      select n::text, ${workspace}, ${channel}, 't', 'x', 'Why?', '{}', ${at} ${each}`,
    sql`insert into replies (id, workspace, channel, asker, is_private, created_at)
      select n::text, ${workspace}, ${channel}, 'x', false, ${at} ${each}`,
    sql`insert into deliveries (key, target, how, message, state, created_at)
      select n::text, ${channel}, 'post', '{"blocks": []}', 'sent', ${at} ${each}`,
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}

async function report({ db }: Database, what: string): Promise<void> {
  console.log(`\n${what}`);
  for (const step of [...channelSteps, ...sharedSteps]) {
    const times: number[] = [];
    let rows = 0;
    for (let isDone = false; !isDone; ) {
      const started = performance.now();
      const batch = await step(db, BOUNDS);
      times.push(performance.now() - started);
      rows += batch.count;
      isDone = batch.isDone;
    }
    const total = times.reduce((sum, time) => sum + time, 0);
    const facts = [step.name || 'ofChannel', `${rows} rows`, `${times.length} batches`];
    console.log(
      `${facts.map((fact) => fact.padEnd(22)).join('')}${Math.round(total)} ms, longest ${Math.round(Math.max(...times))} ms`,
    );
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}
