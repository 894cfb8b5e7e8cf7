/** What a robots.txt says to one agent. */
export interface RobotsRules {
  rules: { path: string; allows: boolean }[];
  sitemaps: string[];
}

/** RFC 9309 asks for at least 500 KiB. */
const MAX_CHARS = 600_000;
const MAX_RULES = 10_000;

/** Reads a robots.txt (RFC 9309) for the agent with this product token ("copydesk"). Never throws; what is no rule is passed over. */
export function readRobots(text: string, agent: string): RobotsRules {
  const own: RobotsRules = { rules: [], sitemaps: [] };
  const everyone: RobotsRules = { rules: [], sitemaps: own.sitemaps };
  let isNamed = false;
  /** Which of the two the group that is being read speaks to. */
  let readers: RobotsRules[] = [];
  let startsGroup = true;
  for (const line of text
    .slice(0, MAX_CHARS)
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#|$)/.exec(line.slice(0, 2_000)) ?? [];
    const name = key.toLowerCase();
    if (name === 'user-agent') {
      if (startsGroup) readers = [];
      startsGroup = false;
      const isOwn = productOf(value) === agent.toLowerCase();
      isNamed ||= isOwn;
      if (isOwn && !readers.includes(own)) readers.push(own);
      if (value === '*' && !readers.includes(everyone)) readers.push(everyone);
    } else if (name === 'allow' || name === 'disallow') {
      startsGroup = true;
      for (const reader of readers) addRule(reader, value, name === 'allow');
    } else if (name === 'sitemap' && own.sitemaps.length < 100) {
      own.sitemaps.push(value);
    }
  }
  return isNamed ? own : everyone;
}

/** Whether the address may be read: the longest rule that fits decides, allowing where two are as long. */
export function mayRead({ rules }: Pick<RobotsRules, 'rules'>, url: string): boolean {
  const { pathname, search } = new URL(url);
  const path = sameCase(pathname + search);
  const best = rules.filter((rule) => fits(rule.path, path)).sort(byLengthThenAllowing)[0];
  return best?.allows ?? true;
}

function productOf(value: string): string {
  return /^[a-z_-]+/i.exec(value)?.[0].toLowerCase() ?? '';
}

function addRule(reader: RobotsRules, value: string, allows: boolean): void {
  // An empty rule says nothing.
  if (value !== '' && reader.rules.length < MAX_RULES) reader.rules.push({ path: encodePath(value), allows });
}

function encodePath(path: string): string {
  try {
    return sameCase(encodeURI(path).replaceAll('%25', '%'));
  } catch {
    return path;
  }
}

function sameCase(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, (code) => code.toUpperCase());
}

function byLengthThenAllowing(
  one: { path: string; allows: boolean },
  other: { path: string; allows: boolean },
): number {
  return other.path.length - one.path.length || Number(other.allows) - Number(one.allows);
}

/** `*` stands for anything, `$` for the end. Part by part and never back, so that no pattern costs more than its length in looks. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  const last = isWhole ? parts.pop() : undefined;
  let at = first.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  if (!isWhole) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}
