import { UserError } from '../errors.ts';
import type { Clock, Web } from '../news/ports.ts';
import { mayRead, type RobotsRules, readRobots } from './robots.ts';

export interface RobotsGate {
  /** `unknown` where the site could not be asked: then it is not to be read either, for now (RFC 9309, 2.3.1.4). */
  mayRead(url: string): Promise<'yes' | 'no' | 'unknown'>;
  /** The sitemaps a site names. */
  sitemapsOf(url: string): Promise<string[]>;
}

export interface RobotsGateOptions {
  web: Web;
  clock: Clock;
  /** Our product token, as sites name it ("copydesk"). */
  agent: string;
}

const HOUR = 3_600_000;
/** A day, as the RFC advises; one that could not be had is asked for again soon. */
const KEEP_MS = 24 * HOUR;
const KEEP_UNKNOWN_MS = HOUR / 2;
const MAX_SITES = 2_000;
const ALL_MAY: RobotsRules = { rules: [], sitemaps: [] };

interface Kept {
  until: number;
  rules: Promise<RobotsRules | null>;
}

/** What sites allow us to read without a person asking for it; each site is asked once a day. */
export function createRobotsGate(options: RobotsGateOptions): RobotsGate {
  const bySite = new Map<string, Kept>();

  async function rulesOf(url: string): Promise<RobotsRules | null> {
    const { origin } = new URL(url);
    const now = options.clock();
    const there = bySite.get(origin);
    if (there && there.until > now) return await there.rules;
    const kept: Kept = { until: now + KEEP_MS, rules: fetchRules(origin, options) };
    bySite.delete(origin);
    bySite.set(origin, kept);
    const [oldest] = bySite.keys();
    if (bySite.size > MAX_SITES && oldest !== undefined) bySite.delete(oldest);
    try {
      const rules = await kept.rules;
      if (rules === null) kept.until = now + KEEP_UNKNOWN_MS;
      return rules;
    } catch (error) {
      bySite.delete(origin);
      throw error;
    }
  }

  return {
    async mayRead(url) {
      const rules = await rulesOf(url);
      if (rules === null) return 'unknown';
      return mayRead(rules, url) ? 'yes' : 'no';
    },
    async sitemapsOf(url) {
      return (await rulesOf(url))?.sitemaps ?? [];
    },
  };
}

/** Null where the site could not be asked. Many wait for the one answer, so that no single one of them may call it off. */
async function fetchRules(origin: string, { web, agent }: RobotsGateOptions): Promise<RobotsRules | null> {
  try {
    const page = await web.get(`${origin}/robots.txt`);
    if (page.status >= 500 || page.status === 429) return null;
    if (page.status >= 300) return ALL_MAY;
    return readRobots(new TextDecoder().decode(page.bytes), agent);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
