/** Longer addresses are none that people could use. */
const MAX_URL = 2000;

/** Text that nothing reads as markup, for elements and quoted attributes of HTML and XML alike. */
export function escapeText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** An address that a browser opens as a page, escaped; null for anything else. */
export function escapeLink(url: string | null): string | null {
  if (url === null || url.length > MAX_URL || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  const isPage = (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
  return isPage ? escapeText(href) : null;
}

/** Without what could hide or reorder, and without what XML has no place for. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[^\P{Cc}\n\t]+|[\u2028\u2029]/gu, ' ')
    .replace(/\p{Noncharacter_Code_Point}/gu, '\ufffd');
}
