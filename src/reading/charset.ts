/** The text of some bytes: by byte order mark, by what is said of them, by what they are; Windows-1252 where nothing tells. */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return decode(bytes, marked);
  const declared = knownEncoding(charsetOf(contentType)) ?? declaredInside(bytes) ?? null;
  // Encodings that switch by escapes, or in pairs of bytes, can look like anything else: what is declared counts.
  if (declared !== null && !canBeMistaken(declared)) return decode(bytes, declared);
  const utf16 = declared === null ? guessUtf16(bytes) : null;
  if (utf16 !== null) return decode(bytes, utf16);
  // Text in another encoding is almost never valid UTF-8 by chance, and pages say the wrong thing often.
  const asUtf8 = decode(bytes, 'utf-8');
  if (isMostlyWhole(asUtf8, declared)) return asUtf8;
  return decode(bytes, declared === null || declared === 'utf-8' ? 'windows-1252' : declared);
}

/** The charset parameter of a content type. */
function charsetOf(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function encodingOfMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** What the page or the XML says of itself in its first bytes, as browsers look for it. */
function declaredInside(bytes: Uint8Array): string | null {
  const start = decode(bytes.subarray(0, 4096), 'windows-1252');
  const label =
    /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(start)?.[1] ??
    /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']+)/i.exec(start)?.[1];
  const encoding = knownEncoding(label ?? null);
  // Who could read the declaration read it as single bytes, so it can't be true (HTML standard, 13.2.3.2).
  return encoding?.startsWith('utf-16') ? 'utf-8' : encoding;
}

/** The standard's name of an encoding, or null for one that nobody knows. */
function knownEncoding(label: string | null): string | null {
  if (label === null) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function canBeMistaken(encoding: string): boolean {
  return !encoding.startsWith('utf-16') && encoding !== 'iso-2022-jp' && encoding !== 'replacement';
}

/** Latin text in UTF-16 has a zero in every second byte. */
function guessUtf16(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, 1024);
  const zerosAt = (offset: number) => start.filter((byte, i) => i % 2 === offset && byte === 0).length;
  const enough = start.length * 0.3;
  if (start.length < 8) return null;
  if (zerosAt(1) > enough && zerosAt(0) < enough / 10) return 'utf-16le';
  return zerosAt(0) > enough && zerosAt(1) < enough / 10 ? 'utf-16be' : null;
}

/** Valid, or declared so and broken in a few places only. */
function isMostlyWhole(text: string, declared: string | null): boolean {
  const broken = text.match(/\uFFFD/g)?.length ?? 0;
  if (broken === 0) return true;
  const whole = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return declared === 'utf-8' && whole >= broken;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}
