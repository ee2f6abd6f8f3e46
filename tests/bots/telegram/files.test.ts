/** What of files is Telegram's own: its ids, its refusals of pictures and voices; the rest is in the contract. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutFile } from '#flows/engine/message.ts';
import type { SendOutcome } from '#bots/channel.ts';
import type { TelegramOptions } from '#bots/telegram/options.ts';
import { house, LIBRARIES, never, words, type House } from './house.ts';

const file: OutFile = { id: 'f1', as: 'document', name: 'surat.pdf', mime: 'application/pdf', size: 8 };
const bad = (description: string) =>
  ({ kind: 'answer', code: 400, description: `Bad Request: ${description}` }) as const;

type Send = (file: OutFile, text?: string) => Promise<SendOutcome>;

for (const [library, create] of LIBRARIES) {
  const withChat = async (
    run: (at: House, send: Send) => Promise<void>,
    more: Partial<TelegramOptions> = {},
  ): Promise<void> => {
    const at = await house(create);
    try {
      at.sari.start();
      at.files.files.set('f1', Buffer.from('%PDF-1.7'));
      const address = String(at.world.person('sari').user.id);
      const bot = at.bot({ paced: false, ...more });
      await run(at, (one, text = 'Surat') => bot.send(address, words(text, { file: one }), never));
    } finally {
      await at.close();
    }
  };
  const kinds = ({ sari }: House): unknown[] => sari.messages().map((message) => message.file?.kind);

  describe(`files on ${library}`, () => {
    it('are uploaded once and then named, for each way of showing them apart', () =>
      withChat(async (at, send) => {
        const outcomes = [await send(file), await send(file), await send({ ...file, as: 'voice' })];
        assert.ok(outcomes.every((outcome) => 'sent' in outcome));
        assert.equal(at.files.reads, 2);
        const [first, second] = at.sari.messages();
        assert.equal(first!.file!.id, second!.file!.id);
      }));

    it('whose id has died are uploaded again, and the new id is kept', () =>
      withChat(async (at, send) => {
        await send(file);
        at.faults.add({ method: 'sendDocument', fault: bad('wrong file identifier/HTTP URL specified') });
        const outcomes = [await send(file), await send(file)];
        assert.ok(outcomes.every((outcome) => 'sent' in outcome));
        assert.deepEqual([at.files.reads, at.sari.messages().length], [2, 3]);
      }));

    it('that are no picture go as a document; so does a voice that the person takes none of', () =>
      withChat(async (at, send) => {
        await send({ ...file, as: 'photo' });
        at.faults.add({ method: 'sendVoice', fault: bad('VOICE_MESSAGES_FORBIDDEN') });
        await send({ ...file, as: 'voice' });
        assert.deepEqual(kinds(at), ['document', 'document']);
      }));

    it('that Telegram never takes are rejected after every way was tried', () =>
      withChat(async (at, send) => {
        at.files.files.set('f1', Buffer.alloc(0));
        assert.deepEqual(await send({ ...file, as: 'photo' }), { rejected: '400' });
        assert.deepEqual(at.faults.counts.calls, { sendPhoto: 1, sendDocument: 1 });
      }));

    it('whose caption is not understood are shown with plain words', () =>
      withChat(async (at, send) => {
        at.faults.add({ method: 'sendDocument', fault: bad("can't parse entities: Unsupported start tag") });
        assert.ok('sent' in (await send(file, 'Nomor <b>A-1</b> &amp; lain')));
        assert.equal(at.sari.messages()[0]!.html, 'Nomor A-1 &amp; lain');
      }));

    it('that the store never gives do not hold the chat', () =>
      withChat(async (at) => {
        const address = String(at.world.person('sari').user.id);
        const bot = at.bot({ files: { read: () => new Promise(() => {}) } });
        const outcome = await bot.send(address, words('Surat', { file }), AbortSignal.timeout(50));
        assert.ok('retryAfter' in outcome && outcome.scope === 'network');
      }));

    it('that cannot be read, or without a store, are rejected and nothing is shown', async () => {
      const broken = { read: () => Promise.reject(new TypeError('damaged')) };
      await withChat(
        async (at, send) => {
          assert.deepEqual(await send(file), { rejected: 'file unreadable' });
          assert.deepEqual(kinds(at), []);
        },
        { files: broken },
      );
      const at = await house(create);
      const { files: _files, ...without } = at.options;
      const bot = create(without);
      assert.deepEqual(await bot.send('1', words('Surat', { file }), never), { rejected: 'unshowable' });
      await at.close();
    });
  });
}
