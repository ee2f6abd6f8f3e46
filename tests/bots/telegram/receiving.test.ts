import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gate, settle, until } from '../support.ts';
import { Away, BOT, house, LIBRARIES, never, words, type House } from './house.ts';

const HOUR = 3_600_000;
const ask = { run: 'r1', askNo: 2 };
const question = words('Kapan?', {
  class: 'question',
  choices: [
    { id: 'a', label: 'Pagi' },
    { id: 'b', label: 'Sore' },
  ],
  ask,
});

for (const [library, create] of LIBRARIES) {
  const withBot = async (run: (at: House, bot: ReturnType<House['bot']>) => Promise<void>): Promise<void> => {
    const at = await house(create);
    try {
      const bot = at.bot();
      await bot.start(at.accept);
      await run(at, bot);
    } finally {
      await at.close();
    }
  };

  describe(`a bot on ${library} takes`, () => {
    it('words, a link, and everything in order, and acknowledges them', () =>
      withBot(async ({ sari, contents, arrivals, kept }) => {
        sari.start('ABC-123');
        for (let n = 1; n <= 20; n += 1) sari.text(`kata ${n}`);
        await until(() => arrivals.length === 21 && kept() === 0);
        const spoken = Array.from({ length: 20 }, (_, n) => ({ kind: 'text', text: `kata ${n + 1}` }));
        assert.deepEqual(contents(), [{ kind: 'start', flow: '', arg: 'ABC-123' }, ...spoken]);
        assert.ok(arrivals.every(({ address, language }) => address === arrivals[0]!.address && language === 'id'));
      }));

    it('own contact as own, another’s and a forwarded one as not', () =>
      withBot(async ({ sari, contents, people, world }) => {
        world.person('budi', { phone: '628999' });
        sari.start();
        sari.contact();
        sari.contact('budi');
        sari.contact({ name: 'Dinas', phone: '0614512412' });
        people.phone('budi', BOT).start();
        await until(() => contents().length === 5);
        const contacts = contents().filter(({ kind }) => kind === 'contact');
        assert.deepEqual(
          contacts.map((one) => 'own' in one && [one.phone, one.own]),
          [
            ['628111', true],
            ['628999', false],
            ['0614512412', false],
          ],
        );
      }));

    it('own contact from the keyboard that asks for it, and takes the keyboard away', () =>
      withBot(async ({ sari, contents, arrivals }, bot) => {
        sari.start();
        await until(() => arrivals.length === 1);
        const { address } = arrivals[0]!;
        await bot.send(address, words('Nomor?', { class: 'question', shareContact: 'Bagikan nomor' }), never);
        sari.press('Bagikan nomor');
        await until(() => contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'contact', phone: '628111', own: true });
        assert.ok(sari.scene.dialog.keyboard);
        await bot.send(address, words('Kabar', { class: 'notice' }), never);
        assert.ok(sari.scene.dialog.keyboard);
        await bot.send(address, words('Terima kasih'), never);
        assert.equal(sari.scene.dialog.keyboard, null);
      }));

    it('photos, voice, files, places and what no question takes', () =>
      withBot(async ({ sari, contents }) => {
        sari.start();
        sari.photo({ caption: 'parit sumbat' });
        sari.voice({ seconds: 7 });
        sari.file({ name: 'surat.pdf', mime: 'application/pdf', size: 1234 });
        sari.location(3.59, 98.67);
        sari.location(3.59, 98.67, { live: true });
        sari.do({ do: 'move', lat: 3.6, lon: 98.7 });
        sari.do({ do: 'sticker' });
        sari.do({ do: 'poll', question: '?', options: ['a', 'b'] });
        await until(() => contents().length === 8);
        const [, photo, voice, file, ...rest] = contents();
        assert.ok(photo?.kind === 'photo' && photo.caption === 'parit sumbat' && photo.file.ref);
        assert.ok(voice?.kind === 'voice' && voice.file.seconds === 7);
        assert.ok(file?.kind === 'document' && file.file.name === 'surat.pdf' && file.file.size === 1234);
        assert.deepEqual(rest, [
          { kind: 'location', lat: 3.59, lon: 98.67, live: false },
          { kind: 'location', lat: 3.59, lon: 98.67, live: true },
          { kind: 'other', what: 'sticker' },
          { kind: 'other', what: 'poll' },
        ]);
      }));

    it('an album as photos of one name that wait for each other', () =>
      withBot(async ({ sari, arrivals }) => {
        sari.start();
        sari.do({
          do: 'album',
          items: [{ kind: 'photo', caption: 'tiga foto' }, { kind: 'photo' }, { kind: 'photo' }],
        });
        await until(() => arrivals.length === 4);
        const photos = arrivals.slice(1);
        assert.equal(new Set(photos.map(({ content }) => 'album' in content && content.album)).size, 1);
        assert.ok(photos.every(({ notBefore }) => notBefore! > Date.now() - 60_000));
      }));

    it('an edit as an edit of that message, and a reply with what it answers', () =>
      withBot(async ({ sari, contents, arrivals }) => {
        const { message } = sari.start() && sari.text('42');
        sari.edit('43');
        sari.text('ya', { replyTo: message! });
        await until(() => contents().length === 4);
        const [, answer] = arrivals.map(({ content }) => content);
        assert.ok(answer?.kind === 'text' && answer.message === String(message), 'a text names its message');
        assert.deepEqual(contents().slice(2), [
          { kind: 'edit', message: String(message), text: '43' },
          { kind: 'text', text: 'ya', quoted: String(message) },
        ]);
      }));

    it('a message of the day before yesterday only to say that it is late', () =>
      withBot(async ({ sari, contents }) => {
        sari.start();
        sari.text('ya', { at: Date.now() - 26 * HOUR });
        await until(() => contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'refused', why: 'too-old' });
      }));

    it('an update that comes twice once', () =>
      withBot(async ({ sari, arrivals, store, kept }) => {
        sari.start();
        sari.text('satu', { twice: true });
        sari.text('dua');
        await until(() => store.tries === 4 && kept() === 0);
        assert.equal(arrivals.length, 3);
      }));

    it('nothing from a group but the wish to be spoken to', () =>
      withBot(async ({ people, arrivals, news }) => {
        const group = people.group('Arisan', ['sari', 'budi']);
        // An administrator hears everything said.
        group.add(BOT, 'sari', true);
        const sari = group.phone('sari');
        sari.text('selamat pagi');
        sari.text(`halo @${BOT}`);
        sari.text('/menu');
        const before = group.id;
        const after = group.migrate('sari');
        await until(() => news.length === 1);
        assert.deepEqual(news, [`${before} -> ${after}`]);
        assert.equal(arrivals.length, 3);
        for (const { address, content } of arrivals)
          assert.deepEqual([address, content], [String(before), { kind: 'refused', why: 'group' }]);
      }));

    it('the news that a person blocked it, and came back', () =>
      withBot(async ({ sari, arrivals, news }) => {
        sari.start();
        sari.block();
        sari.unblock();
        await until(() => news.length >= 2);
        const address = arrivals[0]!.address;
        assert.deepEqual(news.slice(-2), [`${address} false`, `${address} true`]);
      }));
  });

  describe(`a press on ${library}`, () => {
    const toasts = (sari: House['sari']) =>
      sari
        .events()
        .filter(({ what }) => what === 'toast')
        .map(({ text }) => text);
    const asked = (run: (at: House, bot: ReturnType<House['bot']>) => Promise<void>) =>
      withBot(async (at, bot) => {
        at.sari.start();
        await until(() => at.arrivals.length === 1);
        await bot.send(at.arrivals[0]!.address, question, never);
        await run(at, bot);
      });

    it('answers the question that the button is of; pressed twice it is one answer and a word', () =>
      asked(async ({ sari, contents, faults, store }) => {
        sari.press('Sore');
        await until(() => faults.counts.answers['200']! && contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'press', ...ask, choice: 1 });
        sari.press('Sore');
        await until(() => store.tries === 3 && toasts(sari).some((text) => text !== ''));
        assert.equal(contents().length, 2);
        assert.match(toasts(sari).join(), /sudah kami terima/);
      }));

    it('is acknowledged to the person before its turn is over, but never before it is durable', () =>
      asked(async ({ sari, store, faults }) => {
        const durable = gate();
        store.before = () => durable.promise;
        sari.press('Pagi');
        await until(() => store.tries === 2);
        await settle();
        assert.equal(faults.counts.calls['answerCallbackQuery'], undefined);
        durable.resolve();
        await until(() => faults.counts.calls['answerCallbackQuery'] === 1);
      }));

    it('with a payload of nobody’s is answered as something else', () =>
      asked(async ({ sari, contents, faults }) => {
        sari.press(undefined as never, { data: 'vote:up' });
        await until(() => contents().length === 2 && faults.counts.calls['answerCallbackQuery'] === 1);
        assert.deepEqual(contents()[1], { kind: 'other', what: 'button' });
      }));

    it('that can no longer be answered, or whose answer fails, is taken all the same', () =>
      asked(async ({ sari, contents, faults, kept, said }) => {
        faults.add({
          method: 'answerCallbackQuery',
          fault: {
            kind: 'answer',
            code: 400,
            description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
          },
        });
        faults.add({ method: 'answerCallbackQuery', fault: { kind: 'hang' } });
        sari.press('Pagi');
        sari.press('Sore');
        await until(() => contents().length === 3 && kept() === 0);
        assert.deepEqual(
          said.filter(({ level }) => level !== 'info'),
          [],
        );
      }));
  });

  describe(`a bot on ${library} loses nothing`, () => {
    it('while the database is away: nothing is acknowledged until all of it is stored', () =>
      withBot(async ({ sari, people, arrivals, store, kept, poisoned, contents }) => {
        store.before = async () => Promise.reject(new Away());
        sari.start();
        people.phone('budi', BOT).start();
        sari.text('penting');
        await until(() => store.tries > 4);
        assert.equal(kept(), 3);
        store.before = async () => {};
        await until(() => arrivals.length === 3 && kept() === 0);
        assert.deepEqual(
          contents().filter(({ kind }) => kind === 'text'),
          [{ kind: 'text', text: 'penting' }],
        );
        assert.deepEqual(poisoned, []);
      }));

    it('when it is stopped in the middle of a batch: the next process gets the rest', () =>
      withBot(async (at, bot) => {
        const { sari, people, store, arrivals } = at;
        sari.start();
        await until(() => at.kept() === 0 && arrivals.length === 1);
        store.before = async ({ content }) => {
          if (content.kind === 'text') throw new Away();
        };
        sari.text('satu');
        sari.text('dua');
        people.phone('budi', BOT).start();
        await until(() => arrivals.length === 2 && store.tries > 2);
        await bot.stop();
        assert.ok(at.kept() >= 2);
        store.before = async () => {};
        await at.bot().start(at.accept);
        await until(() => at.kept() === 0);
        assert.deepEqual(
          at
            .contents()
            .map((one) => 'text' in one && one.text)
            .filter(Boolean),
          ['satu', 'dua'],
        );
        assert.equal(arrivals.length, 4);
      }));

    it('stops only when what it took is stored', () =>
      withBot(async ({ sari, store, arrivals }, bot) => {
        const durable = gate();
        store.before = () => durable.promise;
        sari.start();
        await until(() => store.tries === 1);
        const stopping = bot.stop();
        await settle();
        assert.equal(arrivals.length, 0);
        durable.resolve();
        await stopping;
        assert.equal(arrivals.length, 1);
      }));

    it('through conflicts, limits, broken servers and cut lines', () =>
      withBot(async ({ sari, arrivals, faults, said, kept }) => {
        sari.start();
        await until(() => arrivals.length === 1);
        const codes = [409, 409, 500, 502] as const;
        for (const code of codes) faults.add({ method: 'getUpdates', fault: { kind: 'answer', code } });
        faults.add({ method: 'getUpdates', fault: { kind: 'answer', code: 429, retryAfter: 1 } });
        for (const kind of ['refuse', 'cut'] as const) faults.add({ method: 'getUpdates', fault: { kind } });
        for (let n = 0; n < 4; n += 1) sari.text(`kata ${n}`);
        await until(() => faults.waiting.length === 0);
        // The poll that will be cut waits for this one, and loses it on the way.
        sari.text('kata 4');
        await until(() => arrivals.length === 6 && kept() === 0);
        assert.deepEqual(said.filter(({ fields }) => JSON.stringify(fields).includes('conflict')).length, 1);
        assert.doesNotMatch(JSON.stringify(said), /AAFake|kata/);
      }));

    it('for one update that can never be stored: that one is set aside, the others go on', () =>
      withBot(async ({ sari, people, contents, store, poisoned, kept }) => {
        store.before = async ({ content }) => {
          if ('text' in content && content.text === 'racun') throw new TypeError('bug');
        };
        sari.start();
        sari.text('racun');
        sari.text('obat');
        people.phone('budi', BOT).start();
        await until(() => contents().length === 3 && kept() === 0);
        assert.deepEqual(
          poisoned.map(({ message }) => message?.text),
          ['racun'],
        );
        assert.equal(store.tries, 3 + 5);
      }));

    it('polls only under the lease', async () => {
      const at = await house(create);
      at.lease.holds = false;
      at.sari.start();
      await at.bot().start(at.accept);
      await until(() => at.faults.counts.calls['setMyDescription'] === 2);
      assert.equal(at.faults.counts.calls['getUpdates'], undefined);
      at.lease.holds = true;
      await until(() => at.arrivals.length === 1);
      await at.close();
    });
  });
}
