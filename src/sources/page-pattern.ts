/** The shape of an address: what stays the same in the addresses of one kind of page stands as it is; what changes is named by its kind. */
export function patternOf(url: URL): string {
  const segments = url.pathname.split('/').map((segment) => shapeOf(segment));
  const ids = [...url.searchParams].filter(([, value]) => /\d/.test(value)).map(([name]) => name);
  return segments.join('/') + (ids.length > 0 ? `?${ids.slice(0, 3).join('&')}` : '');
}

function shapeOf(segment: string): string {
  const bare = segment.replace(/\.(?:html?|php|aspx?|shtml|cms|amp)$/i, '');
  if (/^(?:\d+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i.test(bare)) return '{n}';
  if (/\d{4,}/.test(bare) && bare.length < 12 && !/[-_]/.test(bare)) return '{id}';
  const words = bare.split(/[-_.+]|%20/).filter((word) => word !== '');
  if (words.length >= 3 || /\d{5,}/.test(bare) || bare.length > 40) return '{slug}';
  return /\d/.test(bare) && /[a-z]/i.test(bare) && bare.length >= 8 ? '{id}' : bare;
}

/** The same pattern for any section: "/news/{name}/{slug}" for "/news/sport/{slug}"; null where nothing else would tell articles by. */
export function anySection(pattern: string): string | null {
  const segments = pattern.split('/');
  const last = segments.findLastIndex(isKind);
  const section = segments.findLastIndex((segment, i) => i < last && segment !== '' && !isKind(segment));
  const isTold = segments.some((segment, i) => i < last && i !== section && segment !== '');
  return section === -1 || !isTold ? null : segments.with(section, '{name}').join('/');
}

function isKind(segment: string): boolean {
  return segment.startsWith('{');
}
