/**
 * Whoever carries out what the clock wants may die at every word of it, and somebody may be faster than the clock: what is done is
 * written first, everybody who must hear of it does so once, and nobody hears of what was not done.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '#services/notices.ts';
import { asking, doneOf, reportHouse, word } from '#tests/support/reports.ts';
import type { ReportHouse } from '#tests/support/reports.ts';

const CITIZEN = 'telegram-public:1';
const SARI = 'telegram-members:sari';
const ENDS: Record<string, string> = { [CITIZEN]: 'warga', [SARI]: 'sari', 'telegram-members:bos': 'bos' };

type House = ReportHouse & { sari: never };
type Deed = (house: House, number: string) => Promise<unknown>;

const key = (number: string, deed: string): string => `${number}/${deed}`;
const take: Deed = ({ run, sari }, number) =>
  run('chatting.ambil', { number }, { chat: SARI, who: sari, key: key(number, 'ambil') });
const answer: Deed = ({ run, sari }, number) =>
  run('chatting.kata', word(number, 'Kami periksa.'), { chat: SARI, who: sari, key: key(number, 'jawab') });
const goHome: Deed = ({ run, sari }, number) =>
  run('chatting.piket', { teams: [] }, { chat: SARI, who: sari, key: key(number, 'piket') });
const writes: Deed = ({ run }, number) =>
  run('chatting.kata', word(number, 'Halo?'), { chat: CITIZEN, key: key(number, 'kata') });
const leaves: Deed = ({ run }, number) =>
  run('chatting.akhiri', { number, menu: false }, { chat: CITIZEN, key: key(number, 'akhiri') });
const look: Deed = ({ sweep }) => sweep();

interface Scene {
  asked: string;
  /** What was done before, and when. */
  before?: readonly (readonly [at: string, deed: Deed])[];
  due: string;
  does?: Deed;
  told: readonly string[];
  is: object;
  /** What somebody does in the moment in which the clock means to do it: nothing of it is told then. */
  faster?: Deed;
}

const taken = [['2026-11-04T09:05', take]] as const;
const SCENES: Record<string, Scene> = {
  'ten minutes': {
    ...{ asked: '2026-11-04T09:00', due: '2026-11-04T09:10', faster: take },
    ...{ told: ['sari cardWaits', 'warga stillLooking'], is: { state: 'menunggu', level: 1 } },
  },
  'those above': {
    ...{ asked: '2026-11-04T09:00', before: [['2026-11-04T09:10', look]], due: '2026-11-04T09:20', faster: take },
    ...{ told: ['bos cardAbove'], is: { state: 'menunggu', level: 2 } },
  },
  'the desk closes': {
    ...{ asked: '2026-11-04T15:50', before: [['2026-11-04T15:55', take]], due: '2026-11-04T16:00', faster: answer },
    ...{ told: ['sari closingHolder', 'warga closing'], is: { state: 'tertunda', holder: null } },
  },
  'the desk opens': {
    ...{ asked: '2026-11-04T20:00', due: '2026-11-05T08:00', faster: take },
    ...{ told: ['sari cardKept'], is: { state: 'menunggu', level: 0 } },
  },
  'an answer is owed': {
    ...{ asked: '2026-11-04T09:00', before: taken, due: '2026-11-04T09:20', faster: answer },
    ...{ told: ['sari owes'], is: { state: 'ditangani', nudged: true } },
  },
  'to the pool again': {
    ...{ asked: '2026-11-04T09:00', before: [...taken, ['2026-11-04T09:20', look]], due: '2026-11-04T09:35' },
    ...{ told: ['sari cardReleased', 'sari tookAway', 'warga lookingOther'], faster: answer },
    is: { state: 'menunggu', level: 1, holder: null },
  },
  'a day of silence': {
    ...{ asked: '2026-11-04T09:00', before: [...taken, ['2026-11-04T09:10', answer]], due: '2026-11-05T09:10' },
    ...{ told: ['sari overByClock', 'warga overSilent'], is: { state: 'selesai' }, faster: writes },
  },
  'its holder goes home': {
    ...{ asked: '2026-11-04T09:00', before: taken, due: '2026-11-04T09:10', does: goHome },
    ...{ told: ['bos cardReleased', 'sari handedBack', 'warga lookingOther'], is: { state: 'menunggu', holder: null } },
  },
};

/** From the first word to the moment before it is due. */
async function open(house: House, { asked, before = [], due }: Scene, n: number): Promise<string> {
  house.setClock(asked);
  await house.services.models.Piket.deleteOne({ _id: 'sari' });
  const minta = await house.run('chatting.minta', asking('Mau tanya surat'), { chat: CITIZEN, key: `minta${n}` });
  const { number } = doneOf(minta);
  for (const [at, deed] of before) {
    house.setClock(at);
    await deed(house, number);
  }
  house.setClock(due);
  return number;
}

/** Of the step's own words, who heard which since then. */
function heard({ told }: House, from: number, { told: own }: Scene): string[] {
  const lines = told.slice(from).map(({ chat, text }) => {
    const head = (text.args?.['head'] as { key?: string } | undefined)?.key ?? text.key;
    return `${ENDS[chat]} ${(text.key === 'chatting.card' ? head : text.key).slice('chatting.'.length)}`;
  });
  return lines.filter((line) => own.includes(line)).toSorted();
}

/** The notices stop behind the first `words` of them, until the returned function is called. */
function dying({ services }: House, words: number): () => void {
  const notices = services.notices as { toChat(chat: string, notice: Notice): Promise<void> };
  const { toChat } = notices;
  let left = words;
  notices.toChat = async (...word) => {
    if ((left -= 1) < 0) throw new Error('dies');
    await toChat(...word);
  };
  return () => void (notices.toChat = toChat);
}

/** The next write of a conversation comes behind `deed`. */
function overtaken({ services }: House, deed: () => Promise<unknown>): void {
  const { Obrolan } = services.models;
  const written = Obrolan.collection as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  // Which of them it is depends on the database.
  const ways = ['updateOne', 'findOneAndUpdate'].map((name) => [name, written[name]!] as const);
  for (const [name, write] of ways)
    written[name] = async (...args) => {
      for (const [way, was] of ways) written[way] = was;
      await deed();
      return write.apply(written, args);
    };
}

for (const [name, scene] of Object.entries(SCENES))
  test(`${name}: whoever dies at any word of it, it is done once and told once`, async (t) => {
    const quiet = await reportHouse(t, {}, scene.asked);
    const house: House = { ...quiet, sari: (await quiet.staff('sari')) as never };
    await house.staff('bos', 'kasubag');
    await house.services.models.Piket.create({ _id: 'bos', on: false, teams: [], at: new Date() });
    const { due, does = look, told, is, faster } = scene;
    for (let words = 0; words < told.length; words += 1) {
      const number = await open(house, scene, words);
      const from = house.told.length;
      const lives = dying(house, words);
      await assert.rejects(async () => does(house, number));
      lives();
      const kept = await house.services.models.Obrolan.findById(number).lean();
      assert.deepEqual({ ...kept, ...is }, kept, `written before word ${words}`);
      if (kept?.state !== 'selesai') await writes(house, number);
      house.setClock(due.replace(/.$/, '9'));
      await house.sweep();
      assert.deepEqual(heard(house, from, scene), told, `dead at word ${words}`);
      await leaves(house, number);
    }
    if (!faster) return;
    const number = await open(house, scene, told.length);
    const from = house.told.length;
    overtaken(house, () => faster(house, number));
    await house.sweep();
    assert.deepEqual(heard(house, from, scene), [], 'overtaken');
  });
