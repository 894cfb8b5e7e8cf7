import { describe, expect, test } from 'vitest';
import { readFeed } from '../../src/sources/feed.ts';
import { served } from './served.ts';

function read(body: string | Uint8Array, headers: Record<string, string> = {}) {
  const feed = readFeed(served(body, headers));
  if (feed === null) throw new Error('read as no feed');
  return feed;
}

/** The only item of a feed that holds these fields. */
function itemOf(fields: string) {
  const { items } = read(`<rss version="2.0"><channel><title>Desk</title><item>${fields}</item></channel></rss>`);
  if (!items[0]) throw new Error('no item');
  return items[0];
}

function entryOf(fields: string) {
  const { items } = read(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${fields}</entry></feed>`);
  if (!items[0]) throw new Error('no entry');
  return items[0];
}

describe('each format', () => {
  test('RSS 2.0 is read with what it says of itself', () => {
    const feed = read(`<?xml version="1.0"?>
      <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel><title>Harbour &amp; Rail</title><link>https://desk.example/</link><language>en-GB</language><ttl>45</ttl>
      <atom:link rel="self" href="/feed"/><atom:link rel="hub" href="https://hub.example/"/>
      <item><title>Pier reopens</title><link>https://desk.example/pier</link><guid isPermaLink="false">p-1</guid>
      <author>ann@desk.example (Ann Lee)</author><pubDate>Tue, 05 Mar 2024 08:30:00 +0100</pubDate>
      <description>Short.</description><content:encoded><![CDATA[<p>The pier is <b>open</b>.</p><p>Boats sail.</p>]]></content:encoded>
      </item></channel></rss>`);
    expect(feed).toEqual({
      title: 'Harbour & Rail',
      link: 'https://desk.example/',
      self: 'https://desk.example/feed',
      movedTo: null,
      hub: 'https://hub.example/',
      ttlMinutes: 45,
      language: 'en',
      items: [
        {
          id: 'p-1',
          link: 'https://desk.example/pier',
          title: 'Pier reopens',
          author: 'Ann Lee',
          published: '2024-03-05T07:30:00.000Z',
          updated: null,
          text: 'The pier is open.\n\nBoats sail.',
          hasContent: true,
          language: 'en',
        },
      ],
    });
  });

  test('Atom is read, its links by what they are for, its author from the feed where the entry names none', () => {
    const feed =
      read(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Hafen &amp;amp; Bahn</title>
      <author><name>Redaktion</name></author><link rel="alternate" href="https://desk.example/"/>
      <entry><id>urn:1</id><title>Neu</title><link rel="enclosure" href="/a.mp3"/><link href="/a"/>
      <published>2024-03-05T08:30:00Z</published><updated>2024-03-06T08:30:00Z</updated><summary>Kurz.</summary></entry></feed>`);
    expect(feed).toMatchObject({ title: 'Hafen & Bahn', language: 'de', link: 'https://desk.example/' });
    expect(feed.items).toEqual([
      {
        id: 'urn:1',
        link: 'https://desk.example/a',
        title: 'Neu',
        author: 'Redaktion',
        published: '2024-03-05T08:30:00.000Z',
        updated: '2024-03-06T08:30:00.000Z',
        text: 'Kurz.',
        hasContent: false,
        language: 'de',
      },
    ]);
  });

  test('RDF keeps its items beside the channel', () => {
    const feed = read(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://desk.example/"><title>Desk</title></channel>
      <item rdf:about="https://desk.example/1"><title>One</title><dc:creator>Ann</dc:creator><dc:date>2024-03-05</dc:date></item></rdf:RDF>`);
    expect(feed.title).toBe('Desk');
    expect(feed.items[0]).toMatchObject({
      id: 'https://desk.example/1',
      link: 'https://desk.example/1',
      title: 'One',
      author: 'Ann',
      published: '2024-03-05T00:00:00.000Z',
    });
  });

  test('JSON Feed is read, and what an item says wrongly is left out', () => {
    const feed = read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Desk',
        items: [
          {
            id: 7,
            url: '/7',
            title: 'Seven',
            content_html: '<p>Text</p>',
            date_published: '2024-03-05T08:30:00+01:00',
          },
          null,
          { id: 'x', title: { wrong: true }, authors: [{ name: 'Ann' }], summary: 'Short' },
        ],
      }),
    );
    expect(feed.title).toBe('Desk');
    expect(feed.items[0]).toMatchObject({
      id: '7',
      link: 'https://desk.example/7',
      text: 'Text',
      published: '2024-03-05T07:30:00.000Z',
    });
    expect(feed.items[1]).toMatchObject({ id: 'x', title: null, author: 'Ann', text: 'Short', hasContent: false });
  });

  test.each([
    ['a page', '<!doctype html><html><head><title>Desk</title></head><body><p>Hello</p></body></html>'],
    ['nothing', ''],
    ['JSON of something else', '{"title":"Desk"}'],
    ['JSON that ends too soon', '{"items":['],
    ['plain text', 'Hello'],
  ])('%s is no feed', (_, body) => {
    expect(readFeed(served(body))).toBeNull();
  });
});

describe('broken feeds', () => {
  test('bare ampersands, stray brackets and unknown entities stand as they are', () => {
    expect(itemOf('<title>Q&A: 1 < 2 & &copy; &nosuch;</title>').title).toBe('Q&A: 1 < 2 & © &nosuch;');
  });

  test('an item whose end tag is missing ends where the next begins', () => {
    const { items } = read(
      '<rss><channel><item><title>One<link>https://a.example/1</link><item><title>Two</title></channel></rss>',
    );
    expect(items.map(({ title, link }) => [title, link])).toEqual([
      ['One', 'https://a.example/1'],
      ['Two', null],
    ]);
  });

  test('a feed that was cut off gives what came whole', () => {
    const { items } = read('<rss><channel><item><title>One</title></item><item><title>Two</title><link>https://a.exam');
    expect(items.map(({ title, link }) => [title, link])).toEqual([
      ['One', null],
      ['Two', null],
    ]);
  });

  test('junk before the feed is passed over', () => {
    expect(
      read('\uFEFF \n\n<!-- x --><?xml version="1.0"?><rss><channel><title>Desk</title></channel></rss>').title,
    ).toBe('Desk');
  });

  test('HTML that nobody escaped is text all the same', () => {
    expect(itemOf('<description><p>One<br>two <b>three</b></p><p>four</p></description>').text).toBe(
      'One\ntwo three\n\nfour',
    );
  });

  test('a CDATA section that is never ended ends with its element', () => {
    const feed = read(
      '<rss><channel><item><title>One</title><description><![CDATA[<p>Text</p></description></item></channel></rss>',
    );
    expect(feed.items[0]?.text).toBe('Text');
  });

  test('a missing quotation mark takes nothing but its tag', () => {
    expect(
      itemOf('<description>See &lt;a href="https://a.example/&gt;the list&lt;/a&gt; of all.</description>').text,
    ).toBe('See the list of all.');
  });

  test('prefixes nobody declared mean what they usually do', () => {
    expect(itemOf('<dc:creator>Ann</dc:creator><content:encoded>Long.</content:encoded>')).toMatchObject({
      author: 'Ann',
      text: 'Long.',
    });
  });

  test('a prefix means what it is declared as', () => {
    const { items } = read(
      `<rss xmlns:p="http://purl.org/dc/elements/1.1/"><channel><item><p:creator>Ann</p:creator></item></channel></rss>`,
    );
    expect(items[0]?.author).toBe('Ann');
  });
});

describe('charsets', () => {
  const text = '<rss><channel><title>Zürich — Škoda</title></channel></rss>';
  const utf16 = (order: 'le' | 'be') => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };

  test('UTF-16 by its mark, either way', () => {
    expect(read(utf16('le')).title).toBe('Zürich — Škoda');
    expect(read(utf16('be')).title).toBe('Zürich — Škoda');
  });

  test('UTF-32 by its mark, either way', () => {
    const codes = [...`\uFEFF${text}`].map((char) => char.codePointAt(0) ?? 0);
    const bytes = Buffer.from(new Uint32Array(codes).buffer);
    expect(read(bytes).title).toBe('Zürich — Škoda');
    expect(read(bytes.swap32()).title).toBe('Zürich — Škoda');
  });

  test('what the XML declares counts, and valid UTF-8 counts for more', () => {
    const latin = (label: string) =>
      Buffer.from(
        `<?xml version="1.0" encoding="${label}"?><rss><channel><title>Zürich</title></channel></rss>`,
        'latin1',
      );
    expect(read(latin('iso-8859-1')).title).toBe('Zürich');
    const wrong = `<?xml version="1.0" encoding="iso-8859-1"?>${text}`;
    expect(read(wrong, { 'content-type': 'text/xml' }).title).toBe('Zürich — Škoda');
  });
});

describe('addresses', () => {
  test('relative ones hang on xml:base, and that on where the feed came from', () => {
    const { items } = read(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><entry xml:base="2024/"><link href="a"/></entry></feed>`,
    );
    expect(items[0]?.link).toBe('https://desk.example/news/2024/a');
  });

  test('where the answer names its own place, they hang on that', () => {
    const body = '<rss><channel><item><link>a</link></item></channel></rss>';
    expect(read(body, { 'content-location': '/other/feed' }).items[0]?.link).toBe('https://desk.example/other/a');
  });

  test.each([
    ['<guid>https://a.example/1</guid>', 'https://a.example/1'],
    ['<guid isPermaLink="false">https://a.example/1</guid>', null],
    ['<guid>abc</guid>', null],
    ['<link>javascript:alert(1)</link>', null],
    ['<link>not an address at all</link>', null],
    ['<link href="https://a.example/2"/>', 'https://a.example/2'],
    ['<link> https://a.example/3 </link><guid>https://a.example/4</guid>', 'https://a.example/3'],
  ])('the link of %s', (fields, link) => {
    expect(itemOf(fields).link).toBe(link);
  });
});

describe('what an item is known by', () => {
  test('its own id, else its link', () => {
    expect(itemOf('<guid>g</guid><link>https://a.example/1</link>').id).toBe('g');
    expect(itemOf('<link>https://a.example/1</link>').id).toBe('https://a.example/1');
  });

  test('with neither, a hash of what it says, the same each time', () => {
    const one = itemOf('<title>One</title>');
    expect(one.id).toMatch(/^sha256:[\da-f]{64}$/);
    expect(itemOf('<title> One </title>').id).toBe(one.id);
    expect(itemOf('<title>Two</title>').id).not.toBe(one.id);
  });
});

describe('texts', () => {
  test('what Atom calls text keeps its brackets', () => {
    expect(entryOf('<title type="text">History of the &lt;blink&gt; tag</title>').title).toBe(
      'History of the <blink> tag',
    );
  });

  test('escaped HTML loses its marks, and its scripts', () => {
    expect(
      itemOf('<description>&lt;p&gt;Caf&amp;eacute;&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>').text,
    ).toBe('Café');
  });

  test('what is no HTML keeps its brackets', () => {
    expect(itemOf('<title>if a &lt; b and b &gt; c</title>').title).toBe('if a < b and b > c');
  });

  test('XHTML and base64 are read', () => {
    expect(
      entryOf('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content>')
        .text,
    ).toBe('One\n\nTwo');
    const packed = Buffer.from('<p>Packed</p>').toString('base64');
    expect(entryOf(`<content type="application/octet-stream">${packed}</content>`).text).toBe('Packed');
  });
});

describe('hostile feeds', () => {
  test('no entity of a DTD is replaced, and nothing in it is an item', () => {
    const { items } =
      read(`<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "<rss><channel><item><title>planted</title></item></channel></rss>">
      <!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&b;&f;</title></item></channel></rss>`);
    expect(items.map(({ title }) => title)).toEqual(['&b;&f;']);
  });

  test('depth costs nothing, and what comes after is read', () => {
    const deep = '<b>'.repeat(200_000);
    const { items } = read(
      `<rss><channel><item><description>${deep}x</description></item><item><title>Two</title></item></channel></rss>`,
    );
    expect(items.map(({ title }) => title)).toEqual([null, 'Two']);
  });

  test.each([
    ["a flood of '<'", '<'.repeat(1_000_000)],
    ['a flood of open tags', '<a '.repeat(300_000)],
    ['a flood of ends', '</a>'.repeat(300_000)],
    ['one endless attribute', `<a b="${'x'.repeat(1_000_000)}`],
    ['a million attributes', `<a ${'b '.repeat(500_000)}>`],
    ['comments that never end', '<!--'.repeat(300_000)],
  ])('%s ends', (_, flood) => {
    for (const body of [flood, `<rss><channel><item><title>${flood}</title></item></channel></rss>`]) {
      expect(() => readFeed(served(body))).not.toThrow();
    }
  });

  test('any bytes are read without an error', () => {
    const whole = Buffer.from(
      '<rss><channel><item><title>A &amp; B</title><![CDATA[ x ]]><pubDate>Tue, 05 Mar 2024 08:30:00 GMT</pubDate></item></channel></rss>',
    );
    for (let at = 0; at < whole.length; at++) {
      const broken = Buffer.from(whole);
      broken[at] = (at * 37) % 256;
      expect(() => readFeed(served(broken))).not.toThrow();
      expect(() => readFeed(served(whole.subarray(0, at)))).not.toThrow();
    }
  });
});
