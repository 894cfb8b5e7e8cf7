import { expect, test } from 'vitest';
import { isSharedAddress, withoutCredentials } from '../../src/sources/shared-address.ts';

const ALLOWED = ['wiki.example:80', '10.0.0.5:8080'];

test.each([
  ['https://paper.example/feed', true],
  ['https://paper.example/feed?page=2&lang=de', true],
  ['https://paper.example/feed?token=abc', false],
  ['https://paper.example/feed?access_token=abc', false],
  ['https://paper.example/feed?API-KEY=abc', false],
  ['https://paper.example/feed?monkey=1', true],
  ['https://ann:secret@paper.example/feed', false],
  ['http://wiki.example/feed', false],
  ['https://wiki.example/feed', true],
  ['http://10.0.0.5:8080/feed', false],
])('what %s tells may be shared by all who follow it: %s', (url, isShared) => {
  expect(isSharedAddress(url, ALLOWED)).toBe(isShared);
});

test('an address is shown without what lets somebody in, and otherwise as it is', () => {
  expect(withoutCredentials('https://paper.example/feed?page=2&token=abc')).toBe(
    'https://paper.example/feed?page=2&token=***',
  );
  expect(withoutCredentials('https://paper.example/feed?a=b c')).toBe('https://paper.example/feed?a=b c');
});
