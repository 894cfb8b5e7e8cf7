import { decodeText } from '../reading/charset.ts';

/** A feed's text, in whichever encoding; UTF-32, which browsers never knew, too. */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): string {
  const order = utf32Order(bytes);
  const text = order === null ? decodeText(bytes, contentType) : decodeUtf32(bytes, order === 'little');
  return text.replace(/^[\uFEFF\0\s]+/, '');
}

/** By its mark, or by the zeros around the first bracket. */
function utf32Order(bytes: Uint8Array): 'big' | 'little' | null {
  const start = [...bytes.subarray(0, 4)].join(' ');
  if (start === '0 0 254 255' || start === '0 0 0 60') return 'big';
  return start === '255 254 0 0' || start === '60 0 0 0' ? 'little' : null;
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittle);
    parts.push(code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
  }
  return parts.join('');
}
