import { describe, expect, test } from 'vitest';
import { readPlain } from '../../src/reading/plain.ts';

const BODY = [
  'The harbour of Kelm was closed on Monday after a ferry struck the northern pier, the port authority said.',
  'Nobody was hurt. Divers will look at the hull today, and the pier stays shut until they are done.',
];

describe('pasted text', () => {
  test('opens with its headline, and a second wording of it is dropped', () => {
    const text = ['Ferry strikes pier in Kelm harbour', 'Kelm harbour: ferry strikes northern pier!', ...BODY].join(
      '\n\n',
    );
    expect(readPlain(text)).toEqual({ title: 'Ferry strikes pier in Kelm harbour', paragraphs: BODY });
  });

  test('without a headline has none', () => {
    expect(readPlain(BODY.join('\n'))).toEqual({ title: null, paragraphs: BODY });
  });

  test('leaves out what belongs to the page, in one line or with a colon, and keeps subheads apart', () => {
    const [first = '', second = ''] = BODY;
    const furniture = [
      'Advertisement',
      'Share this:',
      'Leave a Comment',
      '12 Comments',
      'Read more »',
      '© 2025 The Kelm Post',
    ];
    const text = ['A headline', first, 'What happens next', second, ...furniture].join('\n');
    expect(readPlain(text).paragraphs).toEqual([first, 'What happens next', second]);
  });

  test('keeps list items, questions and quotations', () => {
    const lines = [...BODY, '- one pier closed', '“We heard a bang.”', 'Who pays for it?'];
    expect(readPlain(lines.join('\n\n')).paragraphs).toEqual(lines);
  });

  test('broken at a fixed width is joined again', () => {
    const wrapped = [
      'The harbour of Kelm was closed on Monday after a ferry struck',
      'the northern pier, the port authority said in the afternoon,',
      'hours after the first reports.',
      'Nobody was hurt, and the ferry could leave by its own engines',
      'in the evening.',
    ];
    expect(readPlain(wrapped.join('\r\n')).paragraphs).toEqual([
      wrapped.slice(0, 3).join(' '),
      wrapped.slice(3).join(' '),
    ]);
  });

  test('whose lines have no end at all is kept whole', () => {
    const notes = ['ferry struck the pier', 'nobody hurt', 'divers look at the hull', 'pier closed until then'];
    expect(readPlain(notes.join('\n')).paragraphs).toEqual(notes.slice(1));
  });

  test('of one short line is that line', () => {
    expect(readPlain('Ferry strikes pier')).toEqual({ title: null, paragraphs: ['Ferry strikes pier'] });
    expect(readPlain(' \n ')).toEqual({ title: null, paragraphs: [] });
  });

  test('in a script with its own full stop ends its sentences', () => {
    const lines = ['港でフェリーが桟橋に衝突', '月曜日、港は閉鎖された。', 'けが人はいなかった。'];
    expect(readPlain(lines.join('\n'))).toEqual({ title: lines[0], paragraphs: lines.slice(1) });
  });

  test('of very many lines is read all the same', () => {
    expect(readPlain('a\n'.repeat(500_000)).paragraphs.length).toBeGreaterThan(499_000);
  });
});
