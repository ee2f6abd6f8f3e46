/** Files out and in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OutFile } from '#flows/engine/message.ts';
import { FileGone, FileTooLarge } from '#bots/channel.ts';
import { until } from '../support.ts';
import { ENDLESS, never, words, type Bench, type Mishap, type Stage } from './bench.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqGcAAACCAIGGpOqmAAAAAElFTkSuQmCC',
  'base64',
);
const PDF = Buffer.from('%PDF-1.7 surat');

const MIMES = { photo: 'image/png', document: 'application/pdf', voice: 'audio/ogg' };

/** A file of the house, kept there. */
export const kept = (
  { house }: Stage,
  as: OutFile['as'] = 'document',
  bytes = as === 'photo' ? PNG : PDF,
  name = 'surat undangan.pdf',
): OutFile => {
  const id = `f${house.files.size}`;
  house.files.set(id, bytes);
  return { id, as, name, mime: MIMES[as], size: bytes.length };
};

export const files = ({ has, still, running, when }: Bench): void => {
  describe('files', () => {
    for (const as of ['photo', 'document', 'voice'] as const)
      it(
        `a ${as} is shown with the text as its caption`,
        still(async (stage, channel) => {
          const sari = stage.person('sari');
          sari.do({ do: 'start' });
          const outcome = await channel.send(
            sari.address,
            words('Surat <b>A-1</b> &amp; lain', { file: kept(stage, as) }),
            never,
          );
          const shown = sari.messages().at(-1)!;
          const captioned = as !== 'voice' || has.voiceCaptions;
          assert.deepEqual(outcome, { sent: sari.named(shown.id) });
          assert.deepEqual(
            sari.messages().map(({ text, file }) => [text, file?.kind]),
            captioned
              ? [['Surat A-1 & lain', as]]
              : [
                  ['Surat A-1 & lain', undefined],
                  ['', as],
                ],
          );
          if (as === 'document')
            assert.deepEqual([shown.file!.name, shown.file!.size], ['surat undangan.pdf', PDF.length]);
        }),
      );

    it(
      'the longest caption stays one; a longer text goes before its file',
      still(async (stage, channel) => {
        const sari = stage.person('sari');
        sari.do({ do: 'start' });
        const limit = channel.can.captionLength;
        const file = kept(stage);
        await channel.send(sari.address, words(`<b>${'&amp;'.repeat(limit)}</b>`, { file }), never);
        await channel.send(sari.address, words('a'.repeat(limit + 1), { file }), never);
        assert.deepEqual(
          sari.messages().map(({ text, file: shown }) => [text.length, shown?.name]),
          [
            [limit, file.name],
            [limit + 1, undefined],
            [0, file.name],
          ],
        );
      }),
    );

    when(
      has.buttons,
      'a question keeps its choices under its text, a card its buttons under the file',
      still(async (stage, channel) => {
        const sari = stage.person('sari');
        sari.do({ do: 'start' });
        const file = kept(stage);
        const choices = [{ id: 'a', label: 'Pagi' }];
        const ask = { run: 'r1', askNo: 1 };
        const buttons = [{ label: 'Setujui', flow: 'sikulin', arg: '1' }];
        const long = 'kata '.repeat(400);
        const asked = await channel.send(sari.address, words(long, { class: 'question', choices, ask, file }), never);
        await channel.send(sari.address, words(long, { buttons, file }), never);
        await channel.send(sari.address, words('Pendek', { buttons, file }), never);
        const shown = sari.messages();
        assert.deepEqual(
          shown.map((one) => [
            Boolean(one.file),
            one.buttons
              .flat()
              .map(({ label }) => label)
              .join(),
          ]),
          [
            [false, 'Pagi'],
            [true, ''],
            [false, ''],
            [true, 'Setujui'],
            [true, 'Setujui'],
          ],
        );
        assert.deepEqual(asked, { sent: sari.named(shown[0]!.id) }, 'a question is named by the message that asks it');
      }),
    );

    it(
      'hostile names of files arrive as one name',
      still(async (stage, channel) => {
        const sari = stage.person('sari');
        sari.do({ do: 'start' });
        const names = ['a"; name="chat_id".pdf', 'b\r\nx-y: z.pdf', '../../c.pdf', 'Sürat [1] 🙂.pdf'];
        for (const name of names)
          assert.ok(
            'sent' in
              (await channel.send(sari.address, words('x', { file: kept(stage, 'document', PDF, name) }), never)),
          );
        const shown = sari.messages().map(({ file }) => file!.name);
        assert.deepEqual([shown.length, shown.at(-1)], [4, 'Sürat [1] 🙂.pdf']);
        assert.ok(shown.every((name) => name.endsWith('.pdf') && !/[\r\n"/]/.test(name)));
      }),
    );

    it(
      'a file that the house has no more is rejected, one it cannot reach now is for later, and no half is shown',
      still(async (stage, channel) => {
        const sari = stage.person('sari');
        sari.do({ do: 'start' });
        const long = 'kata '.repeat(400);
        const file = kept(stage);
        stage.house.away = true;
        const later = await channel.send(sari.address, words(long, { file }), never);
        assert.ok('retryAfter' in later && later.scope === 'network');
        stage.house.away = false;
        stage.house.files.clear();
        assert.deepEqual(await channel.send(sari.address, words(long, { file }), never), { rejected: 'file gone' });
        assert.equal(sari.messages().length, 0);
      }),
    );

    for (const mishap of ['limited', 'hanging', 'cut'] satisfies Mishap[])
      when(
        has.mishaps.sending.includes(mishap),
        `out, ${mishap}: told as of a text`,
        still(async (stage) => {
          const sari = stage.person('sari');
          const channel = stage.channel({ hasty: ENDLESS.includes(mishap) });
          sari.do({ do: 'start' });
          stage.fail('sending', mishap);
          const outcome = await channel.send(sari.address, words('Surat', { file: kept(stage) }), never);
          assert.ok(mishap === 'limited' ? 'retryAfter' in outcome : 'ambiguous' in outcome);
          assert.doesNotMatch(JSON.stringify([outcome, stage.said]), stage.secret);
        }),
      );

    /** The ref of a file that sari sends. */
    const sent = async (stage: Stage, size?: number): Promise<string> => {
      const sari = stage.person('sari');
      sari.do({ do: 'start' });
      sari.do({
        do: 'file',
        bytes: Buffer.alloc(300_000, 'isi surat '),
        name: 'surat.pdf',
        ...(size !== undefined && { size }),
      });
      await until(() => stage.arrivals.length === 2);
      const [, content] = stage.contents();
      assert.ok(content?.kind === 'document');
      return content.file.ref;
    };

    it(
      'a file that a person sent is fetched whole',
      running(async (stage, channel) =>
        assert.deepEqual(await channel.download(await sent(stage), never), Buffer.alloc(300_000, 'isi surat ')),
      ),
    );

    it(
      'one that is gone, or too large, is told apart from a fault',
      running(async (stage, channel) => {
        await assert.rejects(channel.download('nobody-knows-it', never), FileGone);
        await assert.rejects(channel.download(await sent(stage, has.downloadBytes + 1), never), FileTooLarge);
      }),
    );

    for (const mishap of ['failed', 'gateway', 'refused', 'cut', 'hanging'] satisfies Mishap[])
      when(
        has.mishaps.fetching.includes(mishap),
        `in, ${mishap}: a fault worth another try, that names no secret`,
        running(async (stage, channel) => {
          const ref = await sent(stage);
          stage.fail('fetching', mishap);
          const error: unknown = await stage
            .channel({ hasty: ENDLESS.includes(mishap) })
            .download(ref, never)
            .catch((fault: unknown) => fault);
          assert.ok(error instanceof Error && !(error instanceof FileGone) && !(error instanceof FileTooLarge));
          assert.doesNotMatch(JSON.stringify([allOf(error), stage.said]), stage.secret);
          assert.equal((await channel.download(ref, never)).length, 300_000);
        }),
      );
  });
};

/** Everything that a log could show of an error: also what hangs on it. */
const allOf = (error: unknown): unknown =>
  error instanceof Error
    ? [error.message, error.stack, ...Object.getOwnPropertyNames(error).map((key) => allOf(Reflect.get(error, key)))]
    : error;
