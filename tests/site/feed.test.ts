import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFeed } from '../../src/sources/feed.ts';
import { all, problemsOf, readXml, textOf } from './atom.ts';
import { digestOf, MINUTE, NOW, openSite } from './rooms.ts';

let room: Awaited<ReturnType<typeof openSite>>;
beforeAll(async () => {
  room = await openSite();
});
afterAll(() => room[Symbol.asyncDispose]());

const fetched = async (address: string) => {
  const response = await fetch(address);
  return { response, xml: await response.text() };
};

test('it holds what a feed of Atom must, with posts and without', async () => {
  const scope = { workspace: 'chat:atom', channel: 'chat:atom/1' };
  const feed = `${await room.link(scope)}/feed.atom`;
  const empty = await fetched(feed);
  expect(problemsOf(readXml(empty.xml))).toEqual([]);
  for (let number = 1; number <= 40; number += 1)
    await room.post(scope, { blocks: digestOf(`Morning ${number} & “more”`, 'It’s <so>.'), at: NOW + number * MINUTE });
  const { response, xml } = await fetched(feed);
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const read = readXml(xml);
  expect(problemsOf(read)).toEqual([]);
  expect(all(read, 'entry')).toHaveLength(30);
  expect(textOf(read, 'updated')).toBe(new Date(NOW + 40 * MINUTE).toISOString());
  expect(all(read, 'link').find(({ attributes }) => attributes.rel === 'self')?.attributes.href).toBe(feed);
});

test('our own reader of feeds reads it back whole, and each entry’s link leads to its post', async () => {
  const scope = { workspace: 'chat:back', channel: 'chat:back/1' };
  await room.post(scope, { blocks: digestOf('First', 'The ferry <b>stopped</b> & stays.'), at: NOW });
  await room.post(scope, { blocks: digestOf('Second', 'The market opened.'), at: NOW + MINUTE });
  const link = await room.link(scope);
  const url = `${link}/feed.atom`;
  const response = await fetch(url);
  const headers = Object.fromEntries(response.headers);
  const content = readFeed({ url, headers, bytes: new Uint8Array(await response.arrayBuffer()) });
  expect(content).toMatchObject({ title: 'Digests', link, self: url });
  expect(content?.items.map(({ title, published }) => [title, Date.parse(published ?? '')])).toEqual([
    ['Second', NOW + MINUTE],
    ['First', NOW],
  ]);
  const [, first] = content?.items ?? [];
  expect(first?.text?.split(/\s*\n\s*/)).toEqual([
    'Story of First',
    'The ferry <b>stopped</b> & stays.',
    'Harbour Herald',
  ]);
  const page = await (await fetch(first?.link ?? '')).text();
  expect(page).toContain('Story of First');
  expect(page).not.toContain('Story of Second');
});

test('its ids stay the same under a new link, and another channel’s are others', async () => {
  const scope = { workspace: 'chat:ids', channel: 'chat:ids/1' };
  const other = { workspace: 'chat:ids', channel: 'chat:ids/2' };
  const idsOf = async (place: typeof scope) => {
    const feed = readXml((await fetched(`${await room.link(place)}/feed.atom`)).xml);
    return [feed, ...all(feed, 'entry')].map((one) => textOf(one, 'id'));
  };
  await room.post(scope, { blocks: digestOf('One') });
  await room.post(other, { blocks: digestOf('One') });
  const before = await idsOf(scope);
  expect(await idsOf(scope)).toEqual(before);
  expect((await idsOf(other)).filter((id) => before.includes(id))).toEqual([]);
});

test('an entry whose articles have changed says when, so that readers show it again', async () => {
  const scope = { workspace: 'chat:again', channel: 'chat:again/1' };
  const noted = [
    { sentenceId: 1, sentence: 'There were 46.', facts: [{ kind: 'number' as const, value: '46', before: '40' }] },
  ];
  await room.post(scope, { blocks: digestOf('Noon'), at: NOW, noted, notedAt: NOW + MINUTE });
  const [entry] = all(readXml((await fetched(`${await room.link(scope)}/feed.atom`)).xml), 'entry');
  expect(entry && [textOf(entry, 'published'), textOf(entry, 'updated')]).toEqual([
    new Date(NOW).toISOString(),
    new Date(NOW + MINUTE).toISOString(),
  ]);
});

test.each([
  ['a bare &', (xml: string) => xml.replace('<title>', '<title>&')],
  ['closes nothing', (xml: string) => xml.replace('</entry>', '')],
  ['not one updated', (xml: string) => xml.replace(/<updated>.*<\/updated>/, '')],
  ['an id that is no IRI', (xml: string) => xml.replace(/<id>urn:uuid:/, '<id>')],
  ['an id stands twice', (xml: string) => xml.replace(/(<entry>.*?<\/entry>)/s, '$1$1')],
  ['without an author', (xml: string) => xml.replace(/<author>.*<\/author>/, '')],
  ['no escaped HTML', (xml: string) => xml.replace('type="html"', 'type="xhtml"')],
  ['no link to itself', (xml: string) => xml.replace('rel="self"', 'rel="via"')],
])('the check of this suite finds %s', async (problem, spoil) => {
  const scope = { workspace: 'chat:check', channel: 'chat:check/1' };
  await room.post(scope, { blocks: digestOf('One') });
  const { xml } = await fetched(`${await room.link(scope)}/feed.atom`);
  const check = () => problemsOf(readXml(spoil(xml))).join('\n');
  let found: string;
  try {
    found = check();
  } catch (error) {
    found = String(error);
  }
  expect(found).toContain(problem);
});
