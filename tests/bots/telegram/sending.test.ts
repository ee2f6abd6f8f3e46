import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../support.ts';
import { house, LIBRARIES, never, words, type House } from './house.ts';

const long = `Kata <b>penting</b> &amp; ${'panjang '.repeat(20)}`.repeat(60);

for (const [library, create] of LIBRARIES) {
  const withChat = async (
    run: (at: House, send: (text: string, signal?: AbortSignal) => Promise<unknown>, address: string) => Promise<void>,
  ): Promise<void> => {
    const at = await house(create);
    try {
      at.sari.start();
      const address = String(at.world.person('sari').user.id);
      const bot = at.bot();
      await run(at, (text, signal = never) => bot.send(address, words(text), signal), address);
    } finally {
      await at.close();
    }
  };
  const shown = ({ sari }: House): string[] => sari.messages().map(({ text }) => text);

  describe(`sending on ${library}`, () => {
    it('shows the words with their marks, and names the message', () =>
      withChat(async (at, send) => {
        const outcome = await send('Nomor <b>A-1</b> &amp; <i>lain</i>');
        const [message] = at.sari.messages();
        assert.deepEqual(outcome, { sent: String(message!.id) });
        assert.deepEqual([message!.text, message!.html], ['Nomor A-1 & lain', 'Nomor <b>A-1</b> &amp; <i>lain</i>']);
      }));

    it('shows buttons that the platform takes, the longest too', () =>
      withChat(async (at, _, address) => {
        const choices = Array.from({ length: 5 }, (_, n) => ({
          id: String(n),
          label: `Pilihan &lt;${n}&gt; yang cukup panjang`,
        }));
        const buttons = [{ label: 'Setujui', flow: 'sikulin', arg: 'x'.repeat(54) }];
        const message = words('?', { class: 'question', choices, ask: { run: 'r'.repeat(36), askNo: 199 }, buttons });
        assert.ok('sent' in (await at.bot().send(address, message, never)));
        const labels = at.sari.messages()[0]!.buttons.map((row) => row.map(({ label }) => label));
        assert.deepEqual(labels, [...choices.map((_, n) => [`Pilihan <${n}> yang cukup panjang`]), ['Setujui']]);
      }));

    it('shows a long message in parts that the platform takes, nothing lost', () =>
      withChat(async (at, send) => {
        const outcome = await send(long);
        const parts = at.sari.messages();
        assert.equal(parts.length, 3);
        assert.deepEqual(outcome, { sent: String(parts[2]!.id) });
        const letters = (text: string): string => text.replace(/\s/g, '');
        assert.equal(letters(parts.map(({ html }) => html).join('')), letters(long));
      }));

    const surely: [string, Parameters<House['faults']['add']>[0]['fault'], object][] = [
      ['429', { kind: 'answer', code: 429, retryAfter: 3 }, { retryAfter: 3000, scope: 'bot' }],
      ['403', { kind: 'answer', code: 403 }, { unreachable: '403' }],
      ['401', { kind: 'answer', code: 401 }, { retryAfter: 60_000, scope: 'bot' }],
    ];
    for (const [what, fault, outcome] of surely)
      it(`${what}: says what that means, and nothing is shown`, () =>
        withChat(async (at, send) => {
          at.faults.add({ method: 'sendMessage', fault });
          assert.deepEqual(await send('Halo'), outcome);
          assert.deepEqual(shown(at), []);
        }));

    const unknown: [string, Parameters<House['faults']['add']>[0]['fault'], string[]][] = [
      ['hanging', { kind: 'hang' }, []],
      ['carried out and never answered', { kind: 'silent' }, ['Halo']],
      ['carried out and cut', { kind: 'cut' }, ['Halo']],
      ['cut before it was done', { kind: 'refuse' }, []],
      ['answered too late', { kind: 'late', ms: 2000 }, ['Halo']],
      ['500', { kind: 'answer', code: 500 }, []],
      ['502 by a proxy', { kind: 'answer', code: 502 }, []],
    ];
    for (const [what, fault, seen] of unknown)
      it(`${what}: nobody can know`, () =>
        withChat(async (at, send) => {
          at.faults.add({ method: 'sendMessage', fault });
          assert.deepEqual(Object.keys((await send('Halo')) as object), ['ambiguous']);
          await until(() => shown(at).length === seen.length);
          assert.deepEqual(shown(at), seen);
        }));

    it('without a platform: surely not sent', async () => {
      const at = await house(create);
      await at.close();
      assert.deepEqual(await at.bot().send('1', words('Halo'), never), { retryAfter: 2000, scope: 'network' });
    });

    it('to a person who blocked the bot, or never wrote: unreachable', () =>
      withChat(async (at, send) => {
        at.sari.block();
        assert.deepEqual(await send('Halo'), { unreachable: '403' });
        assert.deepEqual(await at.bot().send('123456', words('Halo'), never), { unreachable: '400' });
      }));

    it('to a group that moved: says where to', () =>
      withChat(async ({ people, bot }) => {
        const group = people.group('Arisan', ['sari'], { bots: ['menyapa_bot'] });
        const before = String(group.id);
        const after = group.migrate('sari');
        assert.deepEqual(await bot().send(before, words('Halo'), never), { movedTo: String(after) });
      }));

    it('with markup the platform refuses: the words arrive plain', () =>
      withChat(async (at, send) => {
        at.faults.add({
          method: 'sendMessage',
          fault: { kind: 'answer', code: 400, description: "Bad Request: can't parse entities: Unsupported start tag" },
        });
        assert.ok('sent' in ((await send('Nomor <b>A-1</b> &amp; lain')) as object));
        assert.deepEqual(
          at.sari.messages().map(({ html }) => html),
          ['Nomor A-1 &amp; lain'],
        );
      }));

    it('with tags that a text forgot to close: the message is shown all the same', () =>
      withChat(async (at, send) => {
        assert.ok('sent' in ((await send('<b>Nomor <u>A</u> < 3')) as object));
        assert.deepEqual(shown(at), ['Nomor <u>A</u> < 3']);
      }));

    it('nothing at all, or what cannot be shown: rejected', () =>
      withChat(async (at, send, address) => {
        assert.deepEqual(await send(''), { rejected: '400' });
        const buttons = [{ label: 'x', flow: 'sikulin', arg: 'x'.repeat(60) }];
        assert.deepEqual(await at.bot().send(address, words('x', { buttons }), never), { rejected: 'unshowable' });
      }));
  });

  it(`30 people on ${library} get their answers without a single limit hit`, async () => {
    const { platformRates } = await import('#simulator/bot-api/pace.ts');
    const at = await house(create, { limits: platformRates });
    const bot = at.bot({ sendTimeout: 15_000 });
    const addresses = Array.from({ length: 30 }, (_, n) => {
      at.people.phone(`warga-${n}`, 'menyapa_bot').start();
      return String(at.world.person(`warga-${n}`).user.id);
    });
    const outcomes = await Promise.all(
      [...addresses, ...addresses].map((address) => bot.send(address, words('Halo'), never)),
    );
    assert.ok(outcomes.every((outcome) => 'sent' in outcome));
    assert.equal(at.faults.counts.answers['429'], undefined);
    await at.close();
  });
}
