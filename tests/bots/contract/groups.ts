/** Groups are never talked in; only whoever speaks to it there is told so. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { until } from '../support.ts';
import { never, words, type Bench } from './bench.ts';

export const groups = ({ has, still, running, when }: Bench): void => {
  describe('groups', () => {
    when(
      has.groups,
      'nothing is taken from one but being brought in and being spoken to',
      running(async ({ group, person, arrivals, contents, kept }) => {
        const arisan = group('Arisan');
        arisan.bring();
        arisan.say('selamat pagi');
        arisan.say(arisan.call);
        arisan.say('selamat siang');
        const sari = person('sari');
        sari.do({ do: 'start' });
        await until(() => arrivals.some(({ address }) => address === sari.address));
        await until(() => arrivals.length === 3 && kept() === 0);
        const there = arrivals.filter(({ address }) => address === arisan.address);
        assert.deepEqual(
          there.map(({ content }) => content),
          Array(2).fill({ kind: 'refused', why: 'group' }),
        );
        assert.equal(contents().length, 3);
      }),
    );

    when(
      has.migration,
      'one that moved is news, and says where to when it is sent to',
      running(async ({ group, news }, channel) => {
        const arisan = group('Arisan');
        arisan.bring();
        const before = arisan.address;
        const after = arisan.migrate();
        await until(() => news.length === 1);
        assert.deepEqual(news, [`${before} -> ${after}`]);
        assert.deepEqual(await channel.send(before, words('Halo'), never), { movedTo: after });
        assert.ok('sent' in (await channel.send(after, words('Halo'), never)));
      }),
    );

    when(
      has.groups,
      'one that the account is not in is unreachable',
      still(async ({ group }, channel) =>
        assert.ok('unreachable' in (await channel.send(group('Arisan').address, words('Halo'), never))),
      ),
    );
  });
};
