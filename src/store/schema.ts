import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Coverage } from '../news/article.ts';
import type { Claim } from '../news/claim.ts';
import type { NewSentence } from '../news/digest.ts';
import type { Answer } from '../news/question.ts';
import type { Health, PollState, Source } from '../news/source.ts';
import type { KeptFingerprint } from '../news/story-ports.ts';
import type { ItemState, Subscription } from '../news/subscription.ts';
import type { Writer } from '../news/summary.ts';

/** The tables as Kysely sees them; src/store/migrations/ makes them. */
export interface Schema {
  workspaces: { ref: string; created_at: Generated<Date>; welcomed_at: Date | null };
  channels: { ref: string; workspace: string; created_at: Generated<Date> };
  articles: {
    id: Generated<string>;
    owner_channel: string | null;
    identity: string | null;
    created_at: Generated<Date>;
  };
  article_addresses: { address: string; article_id: string };
  /** The workspace sees it; the channel ('' = not known) is the one that had it read, and read_at when it did so last. */
  article_readers: { article_id: string; workspace: string; channel: string; read_at: Date };
  article_versions: {
    id: Generated<string>;
    article_id: string;
    content_hash: string;
    address: string | null;
    canonical_url: string | null;
    title: string | null;
    byline: string | null;
    site: string | null;
    published: string | null;
    language: string | null;
    coverage: JSONColumnType<Coverage>;
    paragraphs: JSONColumnType<string[]>;
    read_at: Date;
  };
  sentences: { version_id: string; id: number; paragraph: number; text: string };
  summaries: {
    id: Generated<string>;
    version_id: string;
    style: string;
    length: string;
    /** '' = the article's own. */
    asked_language: string;
    prompt_hash: string;
    model: string;
    language: string | null;
    writer: JSONColumnType<Writer>;
    left_out: number;
    repaired: number;
    created_at: Generated<Date>;
  };
  claims: { summary_id: string; position: number; text: string; origin: Claim['origin']; sentence_ids: number[] };
  deliveries: {
    key: string;
    sequence: Generated<string>;
    target: string;
    how: 'edit' | 'post' | 'remove' | 'amend';
    message: JSONColumnType<object>;
    state: ColumnType<'pending' | 'sent' | 'failed', 'pending' | undefined, 'pending' | 'sent' | 'failed'>;
    attempts: Generated<number>;
    due_at: Generated<Date>;
    locked_until: Date | null;
    sent_ref: string | null;
    error: string | null;
    created_at: Generated<Date>;
  };
  replies: {
    id: string;
    workspace: string;
    channel: string;
    asker: string;
    is_private: boolean;
    message: string | null;
    secret: Buffer | null;
    secret_until: Date | null;
    secret_uses: number | null;
    created_at: Generated<Date>;
  };
  /** The value is stored as JSON text and comes back read. */
  settings: { place: string; name: string; value: ColumnType<unknown, string, string> };
  audit: { id: Generated<string>; workspace: string; place: string; who: string; what: string; at: Generated<Date> };
  feedback: {
    summary_id: string;
    who: string;
    verdict: 'good' | 'bad';
    reason: string | null;
    at: Date;
    /** Null = it was not written down. */
    channel: string | null;
  };
  usage: {
    day: ColumnType<string, string, never>;
    workspace: string;
    channel: string;
    purpose: string;
    model: string;
    calls: number;
    input_tokens: number;
    output_tokens: number;
  };
  reservations: { id: string; day: string; workspace: string; channel: string; tokens: number; until: Date };
  uploads: {
    id: Generated<string>;
    channel: string;
    name: string;
    type: string | null;
    bytes: Buffer;
    created_at: Generated<Date>;
  };
  slack_installations: { team: string; sealed: Buffer; installed_at: Generated<Date> };
  local_messages: {
    id: Generated<string>;
    channel: string;
    key: string | null;
    line: string;
    message: JSONColumnType<object>;
    revision: Generated<number>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  search_pending: { version_id: string };
  search_articles: {
    article_id: string;
    version_id: string;
    /** As in articles: a channel's own article is seen by it alone. */
    owner_channel: string | null;
    language: string | null;
    host: string | null;
    at: Date;
    title_words: number;
    lead_words: number;
    words: number;
    terms: string;
    places: Buffer;
  };
  search_terms: { lexeme: string; articles: number };
  search_totals: {
    /** '' = none we know. */
    language: string;
    articles: string;
    title_words: string;
    words: string;
  };
  sources: Source & {
    id: Generated<string>;
    owner_channel: string | null;
    host: string;
    title: string | null;
    poll_state: JSONColumnType<PollState>;
    health: JSONColumnType<Health>;
    /** Counts the polls that were written down: what was claimed before another one is stale. */
    revision: Generated<number>;
    polled_at: Date | null;
    reached_at: Date | null;
    trouble: string | null;
    /** Null = it is asked no more. */
    next_poll_at: Date | null;
    leased_until: Date | null;
    created_at: Date;
  };
  subscriptions: {
    id: Generated<string>;
    source_id: string;
    workspace: string;
    channel: string;
    added_by: string;
    title: string | null;
    filter: string | null;
    is_paused: Generated<boolean>;
    mode: Subscription['mode'];
    tag: string | null;
    visibility: Subscription['visibility'];
    /** Whether a poll has told what was there before it was added. */
    is_baselined: Generated<boolean>;
    added_at: Date;
  };
  items: {
    id: Generated<string>;
    source_id: string;
    identity: string;
    link: string | null;
    /** Same for all addresses of one page. */
    link_key: string | null;
    title: string | null;
    /** Outlives it; where the title is there it may be an earlier one's. */
    title_hash: string | null;
    author: string | null;
    published: Date | null;
    updated: Date | null;
    language: string | null;
    text: string | null;
    has_content: boolean;
    content_hash: string;
    version_id: string | null;
    first_seen: Date;
    changed_at: Date | null;
  };
  item_states: { subscription_id: string; item_id: string; state: ItemState; reason: string | null; at: Date };
  offers: { id: Generated<string>; channel: string; what: JSONColumnType<object>; created_at: Date };
  stories: { id: string; follows: string | null; first_published: Date; last_published: Date };
  placements: {
    item_id: string;
    sequence: Generated<string>;
    story_id: string;
    copy_of: string | null;
    url_key: string;
    content_hash: string | null;
    published: Date;
    terms: JSONColumnType<KeptFingerprint['terms']>;
    shingles: Buffer;
    placed_at: Date;
    checked_at: Date;
  };
  item_readings: { item_id: string; attempts: number; due_at: Date; why: string | null };
  digests: {
    id: Generated<string>;
    workspace: string;
    channel: string;
    kind: 'digest' | 'report';
    name: string;
    schedule: string;
    zone: string;
    tag: string | null;
    is_paused: Generated<boolean>;
    told_until: Date;
    /** Null = its schedule names no time any more. */
    next_run_at: Date | null;
    /** Since when what is due waits for what is still being read. */
    waiting_since: Date | null;
    added_by: string;
  };
  posts: {
    id: Generated<string>;
    key: string;
    workspace: string;
    channel: string;
    kind: 'digest' | 'instant';
    message: JSONColumnType<object>;
    state: ColumnType<'pending' | 'sent' | 'failed', undefined, 'sent' | 'failed'>;
    ref: string | null;
    at: Date;
    removed_at: Date | null;
    /** Since when it says nothing any more, nor do its tellings. */
    forgotten_at: Date | null;
  };
  tellings: {
    post_id: string;
    position: number;
    story_id: string;
    title: string;
    item_id: string;
    version_id: string | null;
    statements: string[];
    last_published: Date;
    noted: ColumnType<NewSentence[], undefined, string>;
    noted_at: ColumnType<Date | null, undefined, Date>;
  };
  archive_links: {
    channel: string;
    workspace: string;
    id: Generated<string>;
    /** Null = the link was taken back. */
    selector: string | null;
    secret_hash: Buffer | null;
    made_at: Date;
  };
  questions: {
    id: Generated<string>;
    reply: string;
    workspace: string;
    channel: string;
    /** The ref of the conversation: a thread's, or the reply to its first question. */
    thread: string;
    asker: string;
    question: string;
    answer: JSONColumnType<Answer>;
    at: Date;
  };
  posted_links: {
    id: Generated<string>;
    workspace: string;
    channel: string;
    /** The same for all addresses of one page. */
    url_key: string;
    post_to: string;
    author: string;
    article_id: string | null;
    /** Nothing is told of it. */
    is_silent: Generated<boolean>;
    at: Date;
  };
  requests: {
    id: string;
    job: string;
    carried: JSONColumnType<{ payload?: unknown; reply: string | null }, string, string>;
    due_at: Date;
    seen_at: Date;
  };
  search_vectors: { article_id: string; model: string; vector: Buffer };
}
