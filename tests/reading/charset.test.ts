import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/reading/charset.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** "Москва — столица" in windows-1251. */
const MOSCOW = Buffer.from('cceef1eae2e02097 20f1f2eeebe8f6e0'.replace(' ', ''), 'hex');
/** "日本語" in Shift_JIS, EUC-JP and ISO-2022-JP. */
const SHIFT_JIS = Buffer.from('93fa967b8cea', 'hex');
const EUC_JP = Buffer.from('c6fccbdcb8ec', 'hex');
const ISO_2022_JP = Buffer.from('1b2442467c4b5c386c1b2842', 'hex');

describe('the encoding is found', () => {
  test.each<[string, Uint8Array, string | null, string]>([
    ['in the header', MOSCOW, 'text/html; charset=windows-1251', 'Москва — столица'],
    ['in the header, quoted and upper case', SHIFT_JIS, 'text/html; Charset="Shift_JIS"', '日本語'],
    ['for pairs of bytes', EUC_JP, 'text/plain;charset=euc-jp', '日本語'],
    ['for one that switches by escapes', ISO_2022_JP, 'text/plain; charset=iso-2022-jp', '日本語'],
    ['in a mark of UTF-8, whatever the header says', Buffer.from('\uFEFFé'), 'text/plain; charset=koi8-r', 'é'],
    ['in a mark of UTF-16', Buffer.from('\uFEFFé', 'utf16le'), null, 'é'],
    ['by the zeros of UTF-16 without a mark', Buffer.from('without a mark', 'utf16le'), null, 'without a mark'],
    ['by the text being valid UTF-8', Buffer.from('naïve — “quoted”'), null, 'naïve — “quoted”'],
    ['by valid UTF-8 against the header', Buffer.from('naïve'), 'text/html; charset=iso-8859-1', 'naïve'],
    ['as Windows-1252 when nothing tells', latin1('na\xefve \x93quoted\x94 \x80 5'), null, 'naïve “quoted” € 5'],
    ['as Windows-1252 when Latin-1 is declared', latin1('\x93caf\xe9\x94'), 'text/html; charset=latin1', '“café”'],
    ['as Windows-1252 when UTF-8 is declared and none is there', latin1('caf\xe9'), 'text/html; charset=utf-8', 'café'],
    ['in spite of a label nobody knows', Buffer.from('é'), 'text/html; charset=nonsense', 'é'],
  ])('%s', (_how, bytes, contentType, expected) => {
    expect(decodeText(bytes, contentType)).toBe(expected);
  });

  test.each([
    '<meta charset="windows-1251">',
    "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
    '<meta charset=windows-1251 />',
    '<?xml version="1.0" encoding="windows-1251"?>',
  ])('in the page itself: %s', (declaration) => {
    const bytes = Buffer.concat([Buffer.from(declaration), MOSCOW]);
    expect(decodeText(bytes, 'text/html')).toBe(`${declaration}Москва — столица`);
  });
});

test('UTF-8 that is broken in one place stays UTF-8', () => {
  const bytes = Buffer.concat([Buffer.from('é à ü '), Buffer.from([0xc3]), Buffer.from(' ß')]);
  expect(decodeText(bytes, 'text/html; charset=utf-8')).toBe('é à ü \uFFFD ß');
});
