import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHtml } from '#simulator/bot-api/html.ts';
import { parseMarkdownV2 } from '#simulator/bot-api/markdown.ts';
import { toHtml } from '#simulator/world/to-html.ts';

const PARSE = "Bad Request: can't parse entities: ";

const GOOD: [string, string, string][] = [
  ['nested', '<b>a<i>b</i></b>c', '<b>a<i>b</i></b>c'],
  ['other names', '<strong>a</strong><em>b</em><ins>c</ins><del>d</del>', '<b>a</b><i>b</i><u>c</u><s>d</s>'],
  ['references', 'a &lt;b&gt; &amp;&quot;&#39;&#x41; &nbsp;', "a &lt;b&gt; &amp;&quot;'A &amp;nbsp;"],
  ['link', '<a href="https://dprd.example/a?b=1&amp;c=2">x</a>', '<a href="https://dprd.example/a?b=1&amp;c=2">x</a>'],
  ['link in single quotes', "<a href='https://dprd.example/'>x</a>", '<a href="https://dprd.example/">x</a>'],
  ['link that is none', '<a href="http://localhost/">x</a>', 'x'],
  [
    'spoiler',
    '<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>',
    '<tg-spoiler>x</tg-spoiler><tg-spoiler>y</tg-spoiler>',
  ],
  ['code in pre', '<pre><code class="language-ts">x</code></pre>', '<pre>x</pre>'],
  ['quote', '<blockquote expandable>x</blockquote>', '<blockquote>x</blockquote>'],
  ['capitals and spaces', '<B >x</B >', '<b>x</b>'],
  ['empty tags vanish', 'a<b></b>b', 'ab'],
  ['end tag without a name', '<b>x</>', '<b>x</b>'],
  ['surrogate pairs', '🙏<b>🙏x</b>', '🙏<b>🙏x</b>'],
];

for (const [name, html, shown] of GOOD) {
  test(`HTML: ${name}`, () => {
    const { text, entities } = parseHtml(html);
    assert.equal(toHtml(text, entities), shown);
  });
}

const BAD: [string, string][] = [
  ['a < b', 'Unsupported start tag "" at byte offset 2'],
  ['a <', 'Unclosed start tag at byte offset 2'],
  ['é <p>x</p>', 'Unsupported start tag "p" at byte offset 3'],
  ['a < b>', 'Unsupported start tag "" at byte offset 2'],
  ['<br/>', 'Unsupported start tag "br/" at byte offset 0'],
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ['<a href="x', 'Unclosed start tag at byte offset 0'],
  ['<a href', 'Unclosed start tag "a" at byte offset 0'],
  ['<a href=x/y>z</a>', 'Unexpected end of name token at byte offset 8'],
  ['<b />', 'Empty attribute name in the tag "b" at byte offset 0'],
  ['<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<tg-emoji emoji-id="x">y</tg-emoji>', 'Invalid custom emoji identifier specified'],
];

for (const [html, error] of BAD) {
  test(`HTML refused: ${html}`, () => {
    assert.throws(() => parseHtml(html), { message: PARSE + error });
  });
}

const MARKDOWN: [string, string][] = [
  ['*a _b_*', '<b>a <i>b</i></b>'],
  ['__a__ ~b~ ||c||', '<u>a</u> <s>b</s> <tg-spoiler>c</tg-spoiler>'],
  ['[teks](https://dprd.example/)', '<a href="https://dprd.example/">teks</a>'],
  ['`a*b`', '<code>a*b</code>'],
  ['```ts\nx\n```', '<pre>x\n</pre>'],
  ['1\\. Rapat \\(ruang A\\)', '1. Rapat (ruang A)'],
  ['>kutipan\nbiasa', '<blockquote>kutipan</blockquote>\nbiasa'],
];

for (const [source, shown] of MARKDOWN) {
  test(`MarkdownV2: ${JSON.stringify(source)}`, () => {
    const { text, entities } = parseMarkdownV2(source);
    assert.equal(toHtml(text, entities), shown);
  });
}

const BAD_MARKDOWN: [string, string][] = [
  ['Rapat 1.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['*a', "Can't find end of Bold entity at byte offset 0"],
  ['nama_saya', "Can't find end of Italic entity at byte offset 4"],
  ['[a](https://x', "Can't find end of a URL at byte offset 4"],
];

for (const [source, error] of BAD_MARKDOWN) {
  test(`MarkdownV2 refused: ${source}`, () => {
    assert.throws(() => parseMarkdownV2(source), { message: PARSE + error });
  });
}
