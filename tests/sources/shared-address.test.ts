import { expect, test } from 'vitest';
import { isSharedAddress } from '../../src/sources/shared-address.ts';

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
