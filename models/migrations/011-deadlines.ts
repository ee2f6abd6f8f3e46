/** Deadlines follow the calendar: open documents learn from when theirs were counted, and are counted by the next sweep. */
import type { Visit } from '../visit.ts';
import { OPEN_STATUS } from '../visit.ts';
import { makeIndexes } from '../indexes.ts';
import type { Migration } from './migrate.ts';

/** Events that began the wait that a visit is in, and for what. */
const BEGAN: Readonly<Record<string, 'jam' | 'hari' | 'usulan' | 'surat'>> = {
  ...{
    menunggu: 'jam',
    pindah: 'jam',
    'jumlah-baru': 'jam',
    naik: 'hari',
    diusulkan: 'usulan',
    'surat-diminta': 'surat',
  },
};
const LETTER = ['menunggu', 'pindah', 'surat-diminta'];
const BATCH = 500;

export const deadlines: Migration = {
  name: '011-deadlines',
  async run(db, { Visit, Aduan, Holiday, CalendarStand }) {
    await makeIndexes(Visit, Aduan, Holiday, CalendarStand);
    await Aduan.updateMany({ calendar: null, state: { $nin: ['selesai', 'digabung'] } }, { $set: { calendar: 0 } });
    // Of one that was opened again or put off nobody knows from when: its day stays as it was told.
    await db
      .collection('aduan')
      .updateMany({ answerFrom: { $exists: false }, reopened: 0, extended: { $ne: true }, objected: { $ne: true } }, [
        { $set: { answerFrom: { at: '$receivedAt', what: 'biasa' } } },
      ]);
    for (;;) {
      const old = await Visit.find({ calendar: null, status: { $in: [...OPEN_STATUS] } })
        .limit(BATCH)
        .lean<Visit[]>();
      for (const visit of old)
        await Visit.updateOne({ _id: visit._id, dueVersion: visit.dueVersion }, { $set: learnt(visit) });
      if (old.length < BATCH) break;
    }
  },
};

function learnt({ history }: Visit): Partial<Visit> {
  const began = history.findLast(({ what }) => what in BEGAN);
  const letter = history.findLast(({ what }) => LETTER.includes(what));
  return {
    decideFrom: began ? { at: began.at, what: BEGAN[began.what] ?? 'jam' } : null,
    letterFrom: letter?.at ?? null,
    calendar: 0,
  };
}
