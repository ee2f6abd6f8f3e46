/** Buttons: an answer is one answer, whenever and however often it is pressed. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { gate, settle, until } from '../support.ts';
import { never, words, type Bench, type Person, type Scene } from './bench.ts';

const choices = [
  { id: 'a', label: 'Pagi' },
  { id: 'b', label: 'Sore' },
];
const question = (askNo: number) => words('Kapan?', { class: 'question', choices, ask: { run: 'r1', askNo } });

export const presses = ({ has, running, when }: Bench): void => {
  describe('a press', () => {
    type Asked = (sari: Person, ...scene: Parameters<Scene>) => Promise<void>;
    const asked = (run: Asked): (() => Promise<void>) =>
      running(async (stage, channel) => {
        const sari = stage.person('sari');
        sari.do({ do: 'start' });
        await until(() => stage.arrivals.length === 1);
        await channel.send(sari.address, question(2), never);
        await run(sari, stage, channel);
      });

    when(
      has.buttons,
      'answers the question that the button is of; pressed twice it is one answer and a word',
      asked(async (sari, { contents, store }) => {
        sari.do({ do: 'press', button: 'Sore' });
        await until(() => contents().length === 2);
        assert.deepEqual(contents()[1], { kind: 'press', run: 'r1', askNo: 2, choice: 1 });
        sari.do({ do: 'press', button: 'Sore' });
        await until(() => store.tries === 3 && sari.toasts().length === 1);
        assert.equal(contents().length, 2);
        assert.match(sari.toasts().join(), /sudah kami terima/);
      }),
    );

    when(
      has.buttons,
      'on the buttons of an older question says so; on a card’s it means it again another day',
      asked(async (sari, { contents, arrivals }, channel) => {
        const [old] = sari.messages();
        await channel.send(sari.address, question(3), never);
        sari.do({ do: 'press', button: 'Pagi', message: old!.id });
        await channel.send(
          sari.address,
          words('Kartu', { buttons: [{ label: 'Lihat', flow: 'sikulin', arg: 'V1' }] }),
          never,
        );
        for (let n = 0; n < 2; n += 1) sari.do({ do: 'press', button: 'Lihat' });
        await until(() => contents().length === 4);
        const card = { kind: 'start', flow: 'sikulin', arg: 'V1' };
        assert.deepEqual(contents().slice(1), [{ kind: 'press', run: 'r1', askNo: 2, choice: 0 }, card, card]);
        assert.equal(new Set(arrivals.map(({ id }) => id)).size, 4);
      }),
    );

    when(
      has.buttons,
      'is acknowledged to the person before its turn is over, but never before it is durable',
      asked(async (sari, { store, calls }) => {
        const durable = gate();
        store.before = () => durable.promise;
        sari.do({ do: 'press', button: 'Pagi' });
        await until(() => store.tries === 2);
        await settle();
        assert.equal(calls('acknowledging'), 0);
        durable.resolve();
        await until(() => calls('acknowledging') === 1);
      }),
    );

    when(
      has.buttons,
      'with a payload of nobody’s is something else',
      asked(async (sari, { contents, calls }) => {
        for (const data of ['vote:up', 'q:r1:2:-1', '']) sari.do({ do: 'press', data });
        await until(() => contents().length === 4 && calls('acknowledging') === 3);
        assert.deepEqual(contents().slice(1), Array(3).fill({ kind: 'other', what: 'button' }));
      }),
    );

    when(
      has.buttons,
      'that can no longer be acknowledged, or whose acknowledgement hangs, is taken all the same',
      asked(async (sari, { contents, fail, kept, said }) => {
        fail('acknowledging', 'late');
        fail('acknowledging', 'hanging');
        sari.do({ do: 'press', button: 'Pagi' });
        sari.do({ do: 'press', button: 'Sore' });
        await until(() => contents().length === 3 && kept() === 0);
        assert.deepEqual(
          said.filter(({ level }) => level !== 'info'),
          [],
        );
      }),
    );
  });
};
