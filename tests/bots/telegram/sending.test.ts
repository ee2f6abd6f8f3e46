/** What of sending is Telegram's own; the rest is in the contract. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { platformRates } from '#simulator/bot-api/pace.ts';
import { BOT, house, LIBRARIES, never, words, type House } from './house.ts';

const UNPARSABLE = "Bad Request: can't parse entities: Unsupported start tag";

for (const [library, create] of LIBRARIES) {
  const withChat = async (
    run: (at: House, send: (text: string) => Promise<object>) => Promise<void>,
  ): Promise<void> => {
    const at = await house(create);
    try {
      at.sari.start();
      const address = String(at.world.person('sari').user.id);
      const bot = at.bot({ paced: false });
      await run(at, (text) => bot.send(address, words(text), never));
    } finally {
      await at.close();
    }
  };
  const shown = ({ sari }: House): string[] => sari.messages().map(({ html }) => html);

  describe(`sending on ${library}`, () => {
    it('shows the marks', () =>
      withChat(async (at, send) => {
        await send('Nomor <b>A-1</b> &amp; <i>lain</i>');
        assert.deepEqual(shown(at), ['Nomor <b>A-1</b> &amp; <i>lain</i>']);
      }));

    it('puts a text in the place of one that was sent; the same text again is no fault', () =>
      withChat(async (at) => {
        const address = String(at.world.person('sari').user.id);
        const bot = at.bot({ paced: false });
        const buttons = [{ label: 'Lihat', flow: 'siaran-daftar', arg: 'S-1001' }];
        const outcome = await bot.send(address, { ...words('Terkirim <b>0%</b>'), buttons }, never);
        const sent = 'sent' in outcome ? String(outcome.sent) : '';
        const edit = () => bot.edit!(address, sent, { ...words('Terkirim <b>50%</b>'), buttons }, never);
        assert.ok('sent' in (await edit()));
        assert.ok('sent' in (await edit()));
        const edits = at.sari.events().filter(({ what }) => what === 'edited');
        assert.deepEqual(
          edits.map(({ html, id }) => [html, String(id)]),
          [['Terkirim <b>50%</b>', sent]],
        );
        assert.equal(at.sari.messages().length, 1);
        assert.ok('rejected' in (await bot.edit!(address, '1', words('x'), never)));
      }));

    it('with a revoked token: nothing is sent, and everything waits', () =>
      withChat(async (at, send) => {
        at.faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 401 } });
        assert.deepEqual(await send('Halo'), { retryAfter: 60_000, scope: 'bot' });
        assert.deepEqual(shown(at), []);
      }));

    it('with markup the platform refuses: the words arrive plain', () =>
      withChat(async (at, send) => {
        at.faults.add({ method: 'sendMessage', fault: { kind: 'answer', code: 400, description: UNPARSABLE } });
        assert.ok('sent' in (await send('Nomor <b>A-1</b> &amp; lain')));
        assert.deepEqual(shown(at), ['Nomor A-1 &amp; lain']);
      }));

    it('with tags that a text forgot to close: the message is shown all the same', () =>
      withChat(async (at, send) => {
        assert.ok('sent' in (await send('<b>Nomor <u>A</u> < 3')));
        assert.deepEqual(shown(at), ['<b>Nomor &lt;u&gt;A&lt;/u&gt; &lt; 3</b>']);
      }));
  });

  it(`30 people on ${library} get their answers without a single limit hit`, async () => {
    const at = await house(create, { limits: platformRates });
    const bot = at.bot();
    const addresses = Array.from({ length: 30 }, (_, n) => {
      at.people.phone(`warga-${n}`, BOT).start();
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
