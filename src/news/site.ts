/** Whether two addresses lie on one site: the same host, www and the mobile names aside. A page speaks for its own site only. */
export function isSameSite(url: string, other: string): boolean {
  return siteOf(url) === siteOf(other);
}

function siteOf(url: string): string {
  return new URL(url).host.replace(/^(?:www\d?|m|mobile|amp)\./, '');
}
