import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHtml, plain, toHtml } from '#bots/render/html.ts';
import { split } from '#bots/render/split.ts';

const word = fc.constantFrom(
  'satu',
  'dua &amp; tiga',
  ' ',
  '\n',
  '\n\n',
  '👨‍👩‍👧‍👦',
  'é',
  '&lt;b&gt;',
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<code>',
  '</code>',
  '<a href="https://x.id/?a=1&amp;b=2">',
  '</a>',
  '<',
  '&',
  '>',
);
const html = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));

describe('the subset of HTML', () => {
  const table: [string, string, string][] = [
    ['a <b>bold <i>both</i></b> end', 'a bold both end', 'a <b>bold <i>both</i></b> end'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#39;&#x27;', `1 < 2 && 3 > 2 "''`, `1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;''`],
    ['<a href="https://x.id/?a=1&amp;b=2">x</a>', 'x', '<a href="https://x.id/?a=1&amp;b=2">x</a>'],
    ['left <b>open', 'left open', 'left <b>open</b>'],
    ['closed</b> twice', 'closed twice', 'closed twice'],
    ['<b>crossed <i>over</b> it</i>', 'crossed over it', '<b>crossed <i>over</i></b> it'],
    ['<u>unknown</u> & <3', '<u>unknown</u> & <3', '&lt;u&gt;unknown&lt;/u&gt; &amp; &lt;3'],
    ['<b></b>', '', ''],
    ['&#0;&#xd800;&#1114112;x', 'x', 'x'],
  ];
  for (const [given, text, again] of table)
    it(JSON.stringify(given), () => {
      assert.equal(plain(given), text);
      assert.equal(toHtml(parseHtml(given)), again);
    });

  it('takes any string, and what it writes reads as the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), html), (given) => {
        const rich = parseHtml(given);
        assert.deepEqual(parseHtml(toHtml(rich)), rich);
      }),
    );
  });
});

describe('splitting', () => {
  const parts = (given: string, limit: number): string[] => split(parseHtml(given), limit).map(toHtml);

  const table: [string, string, number, string[]][] = [
    ['a text that fits', 'pendek', 10, ['pendek']],
    ['exactly the limit', 'abcdefghij', 10, ['abcdefghij']],
    ['between paragraphs', 'aaaa bb\n\ncc dddd', 12, ['aaaa bb', 'cc dddd']],
    ['between lines', 'aaa bbb\nccc dddd', 12, ['aaa bbb', 'ccc dddd']],
    ['between words', 'aaa bbb ccc', 8, ['aaa bbb', 'ccc']],
    ['not after a stub of a paragraph', 'a\n\nbbbb cccc dddd', 12, ['a\n\nbbbb', 'cccc dddd']],
    ['through a word without blanks', 'abcdefghijkl', 5, ['abcde', 'fghij', 'kl']],
    [
      'with tags closed and opened again',
      '<b>aaa <i>bbb ccc</i></b>',
      8,
      ['<b>aaa <i>bbb</i></b>', '<b><i>ccc</i></b>'],
    ],
    ['by what is read, not by what is written', '&lt;&lt;&lt;&lt; &gt;&gt;', 7, ['&lt;&lt;&lt;&lt; &gt;&gt;']],
    ['blanks alone', ' '.repeat(30), 10, ['']],
  ];
  for (const [what, given, limit, expected] of table) it(what, () => assert.deepEqual(parts(given, limit), expected));

  it('cuts before an emoji that would not fit', () => assert.deepEqual(parts('abcdefgh👨‍👩‍👧i', 12), ['abcdefgh', '👨‍👩‍👧i']));

  it('keeps every part within the limit and every word', () => {
    fc.assert(
      fc.property(html, fc.integer({ min: 12, max: 40 }), (given, limit) => {
        const rich = parseHtml(given);
        const cuts = split(rich, limit);
        for (const cut of cuts) assert.ok(cut.text.length <= limit && cut.text.isWellFormed());
        const letters = (text: string): string => text.replace(/\s/g, '');
        assert.equal(letters(cuts.map(({ text }) => text).join('')), letters(rich.text));
      }),
    );
  });
});
