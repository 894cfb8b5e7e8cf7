import { expect, test } from 'vitest';
import type { Page, Web } from '../../src/news/ports.ts';
import { limitPerHost } from '../../src/sources/limit-per-host.ts';
import { served } from './served.ts';

/** A web whose answers are given by hand. */
function byHand() {
  const asked: string[] = [];
  const answers: ((page: Page | Error) => void)[] = [];
  const web: Web = {
    get(url) {
      asked.push(url);
      const { promise, resolve, reject } = Promise.withResolvers<Page>();
      answers.push((page) => (page instanceof Error ? reject(page) : resolve(page)));
      return promise;
    },
  };
  return { web, asked, answerNext: (page: Page | Error = served('')) => answers.shift()?.(page) };
}

test('one host is asked so many things at once, others are not held up, and each in its turn is', async () => {
  const hand = byHand();
  const web = limitPerHost(hand.web, 2);
  const [first, second, third, other] = ['a/1', 'a/2', 'a/3', 'b/1'].map((path) => web.get(`https://${path}`));
  await Promise.resolve();
  expect(hand.asked).toEqual(['https://a/1', 'https://a/2', 'https://b/1']);
  hand.answerNext(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  expect(hand.asked).toContain('https://a/3');
  for (let i = 0; i < 3; i++) hand.answerNext();
  await Promise.all([second, third, other]);
});

test('who gives up waiting leaves the line', async () => {
  const hand = byHand();
  const web = limitPerHost(hand.web, 1);
  const first = web.get('https://a/1');
  const giveUp = new AbortController();
  const second = web.get('https://a/2', { signal: giveUp.signal });
  const third = web.get('https://a/3');
  giveUp.abort(new Error('given up'));
  await expect(second).rejects.toThrow('given up');
  hand.answerNext();
  await first;
  // The turn passes once everything that was due now is done.
  await new Promise(setImmediate);
  hand.answerNext();
  await third;
  expect(hand.asked).toEqual(['https://a/1', 'https://a/3']);
});
