import type { Faults, Journal } from '../journal.ts';
import type { Finding } from './contract.ts';
import type { Json, SlackTeam } from './types.ts';
import type { Realm } from './world.ts';

/** What every part of the double has at hand. */
export interface Platform {
  realm: Realm;
  journal: Journal;
  faults: Faults;
  clock(): number;
  /** "http://127.0.0.1:PORT", known once it listens. */
  origin(): string;
  settings: Settings;
  triggers: Map<string, { user: string; at: number; isUsed: boolean }>;
  hooks: Map<string, Hook>;
  /** Addresses given out for uploads, and what was sent there. */
  uploads: Map<string, { name: string; content: Uint8Array | null }>;
  /** Codes of installations that were not exchanged yet. */
  codes: Map<string, { team: string; redirect: string | null }>;
  /** One-use tickets for the socket. */
  tickets: Set<string>;
  /** When a method was last used, for the platform's limits. */
  spent: Map<string, number[]>;
  /** Messages that are being streamed: since when, and with what they were opened. */
  streams: Map<string, { at: number; mode: 'text' | 'chunks' | null }>;
}

export interface Settings {
  appToken: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  verificationToken: string;
  appId: string;
  limits: boolean;
  answerMs: number;
  events: readonly string[];
}

/** A response_url: whose it is, what it answers, how often it was used. */
export interface Hook {
  kind: 'command' | 'action';
  at: number;
  uses: number;
  channel: string;
  user: string;
  /** The message that was clicked. */
  source: string | null;
  threadTs: string | null;
}

export interface MethodCall {
  args: Json;
  team: SlackTeam;
  platform: Platform;
  /** Notes a broken rule that the platform answers with ok all the same. */
  note(words: string): void;
}

export interface Method {
  token: 'bot' | 'app' | 'configuration' | 'none';
  /** Any one of them is enough. Where it depends on the channel, the method asks itself. */
  scopes: readonly string[];
  /** Rules beyond the types, on its arguments alone. */
  check?(args: Json): Finding[];
  run(call: MethodCall): Json;
}

/** The platform's no: ok false with a code. `broken` says which rule was broken when it is the bot's own fault. */
export class Refusal extends Error {
  readonly code: string;
  readonly broken: readonly string[];
  readonly extra: Json;
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    code: string,
    about: { broken?: readonly string[]; extra?: Json; status?: number; headers?: Record<string, string> } = {},
  ) {
    super(code);
    this.code = code;
    this.broken = about.broken ?? [];
    this.extra = about.extra ?? {};
    this.status = about.status ?? 200;
    this.headers = about.headers ?? {};
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function jsonsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}
