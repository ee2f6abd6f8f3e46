/** Nothing is lost, whatever breaks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gate, settle, until } from '../support.ts';
import type { Bench, Stage } from './bench.ts';

const textsOf = ({ contents }: Stage): string[] =>
  contents().flatMap((content) => (content.kind === 'text' ? [content.text] : []));

export const steadiness = ({ has, running, when }: Bench): void => {
  describe('nothing is lost', () => {
    it(
      'while the database is away: nothing is acknowledged until all of it is stored',
      running(async (stage) => {
        const { person, arrivals, store, kept, poisoned, away } = stage;
        store.before = () => Promise.reject(away());
        person('sari').do({ do: 'start' });
        person('budi').do({ do: 'start' });
        person('sari').do({ do: 'text', text: 'penting' });
        await until(() => store.tries > 4);
        assert.equal(kept(), 3);
        store.before = async () => {};
        await until(() => arrivals.length === 3 && kept() === 0);
        assert.deepEqual([textsOf(stage), poisoned], [['penting'], []]);
      }),
    );

    it(
      'when it is stopped in the middle: the next process gets the rest, in order',
      running(async (stage, channel) => {
        const { person, store, arrivals, kept, away, accept } = stage;
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => kept() === 0 && arrivals.length === 1);
        store.before = async ({ content }) => {
          if (content.kind === 'text') throw away();
        };
        sari.do({ do: 'text', text: 'satu' });
        sari.do({ do: 'text', text: 'dua' });
        person('budi').do({ do: 'start' });
        await until(() => arrivals.length === 2 && store.tries > 2);
        await channel.stop();
        assert.ok(kept() >= 2);
        store.before = async () => {};
        await stage.channel().start(accept);
        await until(() => kept() === 0);
        assert.deepEqual([textsOf(stage), arrivals.length], [['satu', 'dua'], 4]);
      }),
    );

    it(
      'at a stop: it ends only when what was taken is stored',
      running(async ({ person, store, arrivals }, channel) => {
        const durable = gate();
        store.before = () => durable.promise;
        person('sari').do({ do: 'start' });
        await until(() => store.tries === 1);
        const stopping = channel.stop();
        await settle();
        assert.equal(arrivals.length, 0);
        durable.resolve();
        await stopping;
        assert.equal(arrivals.length, 1);
      }),
    );

    when(
      has.mishaps.taking.length > 0,
      'through rivals, limits, broken servers and cut lines, and no log names a person',
      running(async (stage) => {
        const { person, arrivals, said, kept, fail, waiting, secret } = stage;
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => arrivals.length === 1);
        for (const mishap of has.mishaps.taking) fail('taking', mishap);
        for (let n = 0; n < 4; n += 1) sari.do({ do: 'text', text: `kata ${n}` });
        await until(() => waiting() === 0);
        // A poll that will be cut waits for this one, and loses it on the way.
        sari.do({ do: 'text', text: 'kata 4' });
        await until(() => arrivals.length === 6 && kept() === 0);
        assert.deepEqual(textsOf(stage), ['kata 0', 'kata 1', 'kata 2', 'kata 3', 'kata 4']);
        assert.doesNotMatch(JSON.stringify(said), secret);
        assert.doesNotMatch(JSON.stringify(said), /kata/);
      }),
    );

    it(
      'between two that take from one account: each word is stored once',
      running(async (stage) => {
        const sari = stage.person('sari');
        await stage.channel().start(stage.accept);
        sari.do({ do: 'start' });
        const texts = Array.from({ length: 10 }, (_, n) => `kata ${n}`);
        for (const [n, text] of texts.entries()) {
          sari.do({ do: 'text', text });
          if (n % 3 === 0) await until(() => stage.arrivals.length === n + 2);
        }
        await until(() => stage.arrivals.length === 11 && stage.kept() === 0);
        assert.deepEqual(textsOf(stage).toSorted(), texts);
      }),
    );

    it(
      'for one thing that can never be stored: that one is set aside, the others go on',
      running(async (stage) => {
        const { person, contents, store, poisoned, kept } = stage;
        store.before = async ({ content }) => {
          if (content.kind === 'text' && content.text === 'racun') throw new TypeError('bug');
        };
        const sari = person('sari');
        sari.do({ do: 'start' });
        sari.do({ do: 'text', text: 'racun' });
        sari.do({ do: 'text', text: 'obat' });
        person('budi').do({ do: 'start' });
        await until(() => contents().length === 3 && kept() === 0);
        assert.deepEqual([textsOf(stage), poisoned.length], [['obat'], 1]);
      }),
    );
  });
};
