/** Words out: as they were meant, in order, and an honest word of how it ended. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../support.ts';
import { ENDLESS, never, words, type Bench, type Mishap, type Person } from './bench.ts';

const letters = (text: string): string => text.replace(/\s/g, '');
const textsOf = (person: Person): string[] => person.messages().map(({ text }) => text);
const keyOf = (outcome: object): string => Object.keys(outcome)[0]!;

export const sending = ({ has, still, running, when }: Bench): void => {
  describe('sending', () => {
    it(
      'shows the words, and names the message',
      still(async ({ person }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const outcome = await channel.send(sari.address, words('Nomor <b>A-1</b> &amp; <i>lain</i>'), never);
        const [message] = sari.messages();
        assert.deepEqual(outcome, { sent: sari.named(message!.id) });
        assert.equal(message!.text, 'Nomor A-1 & lain');
      }),
    );

    it(
      'shows the names of hostile people as they are',
      still(async ({ person }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        for (const name of [
          '&lt;b&gt;Budi&lt;/b&gt;',
          '&lt;a href="x"&gt;',
          '</b></i>&amp;lt;',
          '*_`[x](y)',
          '\u202e&#x3c;',
        ])
          assert.equal(keyOf(await channel.send(sari.address, words(`Pak <b>${name}</b>, Medan`), never)), 'sent');
        const plain = ['<b>Budi</b>', '<a href="x">', '</i>&lt;', '*_`[x](y)', '\u202e<'];
        assert.deepEqual(
          textsOf(sari).map((text) => text.replace(/^Pak |, Medan$/g, '')),
          plain.map((name) => (name === '</i>&lt;' ? '&lt;' : name)),
        );
      }),
    );

    when(
      has.buttons,
      'shows the choices of a question and the buttons under them, the longest too',
      still(async ({ person }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const choices = Array.from({ length: 5 }, (_, n) => ({
          id: String(n),
          label: `Pilihan &lt;${n}&gt; yang panjang`,
        }));
        const buttons = [{ label: 'Setujui', flow: 'sikulin', arg: 'x'.repeat(channel.can.payloadBytes - 10) }];
        const ask = { run: 'r'.repeat(36), askNo: 199 };
        await channel.send(sari.address, words('?', { class: 'question', choices, ask, buttons }), never);
        const labels = sari.messages()[0]!.buttons.map((row) => row.map(({ label }) => label));
        assert.deepEqual(labels, [...choices.map((_, n) => [`Pilihan <${n}> yang panjang`]), ['Setujui']]);
        const tooLong = [{ label: 'x', flow: 'sikulin', arg: 'x'.repeat(channel.can.payloadBytes) }];
        assert.deepEqual(await channel.send(sari.address, words('x', { buttons: tooLong }), never), {
          rejected: 'unshowable',
        });
      }),
    );

    it(
      'shows a long text in parts, nothing lost, the choices under the last',
      still(async ({ person }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const length = has.textLength;
        const text = `<b>Kata <i>penting</i> &amp; ${'panjang '.repeat(20)}</b>`.repeat(
          Math.ceil((2.5 * length) / 175),
        );
        const question = words(text, {
          class: 'question',
          choices: [{ id: 'a', label: 'Pagi' }],
          ask: { run: 'r1', askNo: 1 },
        });
        const outcome = await channel.send(sari.address, question, never);
        const parts = sari.messages();
        assert.equal(parts.length, 3);
        assert.ok(parts.every((part) => part.text.length <= length));
        assert.deepEqual(outcome, { sent: sari.named(parts[2]!.id) });
        const read = text.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&');
        assert.ok(letters(parts.map((part) => part.text).join('')).startsWith(letters(read)));
        if (!has.buttons) return;
        assert.equal(
          letters(parts.map(({ html }) => html.replace(/<[^>]+>/g, '')).join('')),
          letters(read).replaceAll('&', '&amp;'),
        );
        assert.deepEqual(
          parts.map(({ buttons }) => buttons.length),
          [0, 0, 1],
        );
      }),
    );

    it(
      'keeps the order of a chat, also of long ones and after one that was held back',
      still(async ({ person, fail }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const long = 'kata '.repeat(has.textLength / 4);
        if (has.mishaps.sending.includes('failed')) fail('sending', 'failed');
        for (const text of ['nol', 'satu', long, 'dua', 'tiga']) await channel.send(sari.address, words(text), never);
        const order = textsOf(sari).map((text) => (text.startsWith('kata') ? 'panjang' : text));
        assert.deepEqual(order.slice(-5), ['satu', 'panjang', 'panjang', 'dua', 'tiga']);
      }),
    );

    const outcomes: [Mishap, object | 'ambiguous', string[]][] = [
      ['limited', { retryAfter: 3000, scope: 'bot' }, []],
      ['failed', 'ambiguous', []],
      ['gateway', 'ambiguous', []],
      ['refused', 'ambiguous', []],
      ['hanging', 'ambiguous', []],
      ['silent', 'ambiguous', ['Halo']],
      ['cut', 'ambiguous', ['Halo']],
      ['late', 'ambiguous', ['Halo']],
    ];
    for (const [mishap, expected, seen] of outcomes)
      when(
        has.mishaps.sending.includes(mishap),
        `${mishap}: ${expected === 'ambiguous' ? 'nobody can know' : 'surely not sent'}`,
        still(async ({ person, fail, secret, channel }) => {
          const sari = person('sari');
          sari.do({ do: 'start' });
          fail('sending', mishap);
          const hasty = ENDLESS.includes(mishap);
          const outcome = await channel({ hasty }).send(sari.address, words('Halo'), never);
          if (expected === 'ambiguous') assert.equal(keyOf(outcome), 'ambiguous');
          else assert.deepEqual(outcome, expected);
          assert.doesNotMatch(JSON.stringify(outcome), secret);
          await until(() => sari.messages().length === seen.length);
          assert.deepEqual(textsOf(sari), seen);
        }),
      );

    it(
      'without a platform: surely not sent',
      still(async (stage, channel) => {
        await stage.close();
        const outcome = await channel.send('1', words('Halo'), never);
        assert.ok('retryAfter' in outcome && outcome.scope === 'network');
      }),
    );

    when(
      has.blocks,
      'to a person who blocked it: unreachable, until they are back',
      running(async ({ person, news, arrivals }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => arrivals.length === 1);
        sari.do({ do: 'block' });
        assert.equal(keyOf(await channel.send(sari.address, words('Halo'), never)), 'unreachable');
        sari.do({ do: 'unblock' });
        assert.equal(keyOf(await channel.send(sari.address, words('Kembali'), never)), 'sent');
        assert.deepEqual(textsOf(sari), ['Kembali']);
        await until(() => news.includes(`${sari.address} false`) && news.at(-1) === `${sari.address} true`);
      }),
    );

    it(
      'to a person who never wrote: unreachable; nothing at all: rejected',
      still(async ({ person }, channel) => {
        const sari = person('sari');
        assert.equal(keyOf(await channel.send(sari.address, words('Halo'), never)), 'unreachable');
        sari.do({ do: 'start' });
        assert.equal(keyOf(await channel.send(sari.address, words(''), never)), 'rejected');
      }),
    );
  });
};
