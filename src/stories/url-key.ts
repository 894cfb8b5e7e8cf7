/**
 * One key for all the addresses of one page: without scheme, "www", mobile and AMP variants, tracking parameters, fragment and index
 * page, its parameters in order. A text that is no http address is its own key. Two pages never share a key because of an
 * unknown parameter: what we don't know to be tracking stays.
 */
export function urlKeyOf(url: string): string {
  const page = unwrapAmpCache(URL.parse(url.trim()));
  if (!page || !/^https?:$/.test(page.protocol)) return url.trim();
  const host = page.host.replace(/\.$/, '').replace(/^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)/, '');
  const path = pathOf(page.pathname);
  const query = [...page.searchParams]
    .filter(([name, value]) => !isTracking(name.toLowerCase(), value))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  return `${host}${path}${query.length > 0 ? `?${query.join('&')}` : ''}${routeOf(page.hash)}`;
}

/** "www-example-com.cdn.ampproject.org/c/s/www.example.com/a" and "google.com/amp/s/www.example.com/a" hold the address of the page. */
function unwrapAmpCache(page: URL | null): URL | null {
  if (!page) return null;
  const isCache = page.hostname.endsWith('.cdn.ampproject.org') || /^(?:www\.)?google\.[a-z.]+$/.test(page.hostname);
  const inner = isCache ? /^\/(?:amp\/|[cv]\/)(?:s\/)?(.+)$/.exec(page.pathname)?.[1] : undefined;
  return inner ? URL.parse(`https://${inner}${page.search}`) : page;
}

function pathOf(pathname: string): string {
  return pathname
    .replace(/\/{2,}/g, '/')
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase())
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i, '/')
    .replace(/\/amp(?=\/|$)/i, '')
    .replace(/[./]amp(\.html?)?$/i, '$1')
    .replace(/\/+$/, '');
}

/** "#!/story/1" names a page, any other fragment a place on it. */
function routeOf(hash: string): string {
  return hash.startsWith('#!') ? hash : '';
}

const TRACKING =
  /^(?:utm_\w+|mtm_\w+|pk_\w+|matomo_\w+|hsa_\w+|at_(?:medium|campaign|link_\w+|ptr_\w+|bbc_team|format|custom\d)|ns_(?:source|mchannel|campaign|linkname|fee)|fb_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|mkt_tok|_hs\w+|hsctatracking|_ga|_gl|vero_\w+|oly_\w+|ml_subscriber\w*|s_cid|cmpid|cmp|smid|smtyp|ocid|icid|ito|xtor|cvid|guccounter|guce_\w+|spm|soc_\w+|share(?:d|token|id)?|referringsource|taid|__twitter_impression|feature|partner|emc|ref_?src|ref_?url|referrer|rss|feedtype|outputtype|amp|amp_\w+|usqp|sref|sr_share|ncid|nl|te|dlbk|campaign_id|instance_id|segment_id|user_id|regi_id|wt\.\w+|trk\w*)$/;

/** Names that are also used for what makes a page another: tracking only with values that say so. */
const TRACKING_VALUES: Record<string, RegExp> = {
  ref: /^(?:rss|feed|home(?:page)?|share|social|twitter|facebook|newsletter|email|app|nav|hp|top|mobile|push|search)\b/i,
  source: /^(?:rss|feed|twitter|facebook|newsletter|email|share|social|app|push|whatsapp|telegram)\b/i,
  from: /^(?:rss|feed|share|social|app|email|newsletter|homepage)\b/i,
  output: /^amp$/i,
  mode: /^amp$/i,
  type: /^amp$/i,
  print: /^(?:1|true|yes)$/i,
};

function isTracking(name: string, value: string): boolean {
  return TRACKING.test(name) || (TRACKING_VALUES[name]?.test(value) ?? false);
}
