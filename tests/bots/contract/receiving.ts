/** Everything that a person can send, as our own words. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { until } from '../support.ts';
import { never, words, type Bench } from './bench.ts';

const HOUR = 3_600_000;

export const receiving = ({ has, running, when }: Bench): void => {
  describe('receiving', () => {
    it(
      'words, a link, and everything in its order',
      running(async ({ person, contents, arrivals, kept }) => {
        const sari = person('sari');
        sari.do({ do: 'start', payload: 'ABC-123' });
        for (let n = 1; n <= 20; n += 1) sari.do({ do: 'text', text: `kata ${n}` });
        await until(() => arrivals.length === 21 && kept() === 0);
        const spoken = Array.from({ length: 20 }, (_, n) => ({ kind: 'text', text: `kata ${n + 1}` }));
        assert.deepEqual(contents(), [{ kind: 'start', flow: '', arg: 'ABC-123' }, ...spoken]);
        assert.ok(
          arrivals.every(({ address, language }) => address === sari.address && (language === 'id' || !has.language)),
        );
        assert.equal(new Set(arrivals.map(({ id }) => id)).size, 21);
      }),
    );

    it(
      'something that comes twice once',
      running(async ({ person, arrivals, store, kept }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => arrivals.length === 1);
        sari.do({ do: 'text', text: 'satu', twice: true });
        sari.do({ do: 'text', text: 'dua' });
        await until(() => store.tries === 4 && kept() === 0);
        assert.equal(arrivals.length, 3);
      }),
    );

    it(
      'ten thousand characters, spaces, signs that turn the writing around',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const texts = ['x'.repeat(has.textLength), '\u202egnirts', '<b>&amp;</b>', '👨‍👩‍👧‍👦', '\u0000'];
        for (const text of texts) sari.do({ do: 'text', text });
        await until(() => contents().length === texts.length + 1);
        assert.deepEqual(
          contents().slice(1),
          texts.map((text) => ({ kind: 'text', text })),
        );
      }),
    );

    when(
      has.contacts,
      'own contact as own, another’s and a stranger’s as not',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        person('budi').do({ do: 'start' });
        sari.do({ do: 'start' });
        for (const card of ['own', 'budi', { name: 'Dinas', phone: '0614512412' }])
          sari.do({ do: 'contact', of: card });
        await until(() => contents().length === 5);
        const contacts = contents().filter((one) => one.kind === 'contact');
        assert.deepEqual(
          contacts.map(({ own }) => own),
          [true, false, false],
        );
        assert.deepEqual([contacts[0]!.phone, contacts[2]!.phone], ['628111', '0614512412']);
      }),
    );

    when(
      has.shareContact,
      'own contact from the control that asks for it; the control stays over a notice and goes with the answer',
      running(async ({ person, contents, arrivals }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => arrivals.length === 1);
        const keyboard = (): number => sari.messages().at(-1)!.keyboard.length;
        await channel.send(sari.address, words('Nomor?', { class: 'question', shareContact: 'Bagikan nomor' }), never);
        sari.do({ do: 'press', button: 'Bagikan nomor' });
        await until(() => contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'contact', phone: '628111', own: true });
        await channel.send(sari.address, words('Kabar', { class: 'notice' }), never);
        assert.equal(keyboard(), 1);
        await channel.send(sari.address, words('Terima kasih'), never);
        assert.equal(keyboard(), 0);
      }),
    );

    it(
      'photos, films, voice and files, each with its caption',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'photo', caption: 'parit sumbat' });
        sari.do({ do: 'video', seconds: 9 });
        sari.do({ do: 'voice', seconds: 7 });
        sari.do({ do: 'file', name: 'surat.pdf', mime: 'application/pdf', size: 1234 });
        await until(() => contents().length === 5);
        const [, photo, video, voice, file] = contents();
        assert.ok(photo?.kind === 'photo' && photo.caption === 'parit sumbat' && photo.file.ref);
        assert.ok(video?.kind === 'video' && video.caption === undefined && video.file.seconds === 9);
        assert.ok(voice?.kind === 'voice' && voice.file.seconds === 7);
        assert.ok(file?.kind === 'document' && file.file.name === 'surat.pdf' && file.file.size === 1234);
      }),
    );

    it(
      'a place; of one that moves the first only',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'location', lat: 3.59, lon: 98.67 });
        if (has.liveLocation) {
          sari.do({ do: 'location', lat: 3.59, lon: 98.67, live: true });
          sari.do({ do: 'move', lat: 3.6, lon: 98.7 });
        }
        sari.do({ do: 'text', text: 'sudah' });
        await until(() => contents().some(({ kind }) => kind === 'text'));
        const place = { kind: 'location', lat: 3.59, lon: 98.67 };
        assert.deepEqual(contents().slice(1), [
          { ...place, live: false },
          ...(has.liveLocation ? [{ ...place, live: true }] : []),
          { kind: 'text', text: 'sudah' },
        ]);
      }),
    );

    it(
      'what no question takes, and what this release has never heard of',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'sticker' });
        if (has.polls) sari.do({ do: 'poll', question: '?', options: ['a', 'b'] });
        sari.strange();
        const expected = has.polls ? 3 : 2;
        await until(() => contents().length === expected + 1);
        assert.ok(
          contents()
            .slice(1)
            .every((one) => one.kind === 'other' && /^\w+$/.test(one.what)),
        );
      }),
    );

    when(
      has.albums,
      'an album as files of one name that wait for each other, each with its own caption',
      running(async ({ person, arrivals, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({
          do: 'album',
          items: [{ kind: 'photo', caption: 'satu' }, { kind: 'photo' }, { kind: 'photo', caption: 'tiga' }],
        });
        await until(() => arrivals.length === 4);
        const photos = contents().flatMap((one) => (one.kind === 'photo' ? [one] : []));
        assert.equal(photos.length, 3);
        assert.ok(photos[0]!.album);
        assert.equal(new Set(photos.map(({ album }) => album)).size, 1);
        assert.equal(new Set(photos.map(({ file }) => file.ref)).size, 3);
        assert.deepEqual(
          photos.map(({ caption }) => caption),
          ['satu', undefined, 'tiga'],
        );
        assert.ok(arrivals.slice(1).every(({ notBefore }) => notBefore! > Date.now() - 60_000));
      }),
    );

    it(
      'a reply with what it answers, and forwarded words as forwarded',
      running(async ({ person, contents, arrivals }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const { message } = sari.do({ do: 'text', text: '42' });
        sari.do({ do: 'text', text: 'ya', replyTo: message! });
        sari.do({ do: 'forward', text: 'Info bansos', of: 'budi' });
        sari.do({ do: 'forward', text: 'Info bansos', of: 'Seseorang', hidden: true });
        await until(() => contents().length === 5);
        const forwarded = { kind: 'text', text: 'Info bansos', forwarded: true };
        assert.deepEqual(contents().slice(2), [
          { kind: 'text', text: 'ya', quoted: sari.named(message!), quotes: { text: '42', ours: false } },
          forwarded,
          forwarded,
        ]);
        const said = arrivals[1]!.content;
        assert.ok(said.kind === 'text' && said.message === sari.named(message!), 'a text names its message');
      }),
    );

    when(
      has.edits,
      'an edit as an edit of that message',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        const { message } = sari.do({ do: 'text', text: '42' });
        sari.do({ do: 'text', text: 'lain' });
        sari.do({ do: 'edit', text: '43', message: message! });
        await until(() => contents().length === 4);
        assert.deepEqual(contents()[3], { kind: 'edit', message: sari.named(message!), text: '43' });
      }),
    );

    when(
      has.deletes,
      'a message that the person deletes stays said, and the talk goes on, also in a chat that was emptied',
      running(async ({ person, contents }, channel) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'text', text: 'hapus saja' });
        sari.do({ do: 'delete' });
        sari.do({ do: 'text', text: 'lanjut' });
        await until(() => contents().length === 3);
        sari.do({ do: 'clear' });
        assert.ok('sent' in (await channel.send(sari.address, words('Baik'), never)));
        sari.do({ do: 'text', text: 'terima kasih' });
        await until(() => contents().length === 4);
        const texts = contents().map((one) => one.kind === 'text' && one.text);
        assert.deepEqual(texts, [false, 'hapus saja', 'lanjut', 'terima kasih']);
      }),
    );

    it(
      'a message of the day before yesterday only to say that it is late',
      running(async ({ person, contents }) => {
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'text', text: 'ya', at: Date.now() - 26 * HOUR });
        await until(() => contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'refused', why: 'too-old' });
      }),
    );
  });
};
