/** Words of the office at a handset stand at the one case that is open in that chat, for whoever works on it; never where it is not sure which. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Report } from '#models/report.ts';
import { deskCommands } from '#flows/desk/effects.ts';
import { cardAgain } from '#flows/sikulin/effects/card.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import type { ReportCard } from '#flows/tindak-lanjut/rules.ts';
import { complaint, doneOf, reportHouse } from '#tests/support/reports.ts';

const CHAT = 'whatsapp-public:dewi';

const open = async (t: TestContext) => {
  const house = await reportHouse(t);
  const { services } = house;
  const { Report, Visit } = services.models;
  const [sari, tono] = [await house.staff('sari'), await house.staff('tono')];
  let said = 0;
  return {
    ...house,
    ...{ sari, tono },
    async report(text = 'parit sumbat', more: object = {}): Promise<string> {
      const sent = await house.run('aduan.kirim', complaint(text, more), { chat: CHAT, key: text });
      return doneOf(sent).number;
    },
    visit: (number: string, status = 'menunggu') =>
      Visit.create({
        ...{
          _id: number,
          requestKey: number,
          kind: 'warga',
          date: '2026-12-28',
          time: '09:00',
          people: 5,
          peopleAgreed: 5,
        },
        ...{ seat: number, contact: number, status, chat: CHAT },
      } as never),
    /** Twice, as by a worker that died in between. */
    async byHand(text: string): Promise<string | null> {
      const requestKey = `office/wa:${(said += 1)}`;
      const on = Date.parse('2026-12-21T07:30:00+07:00') + (said - 1) * 1000;
      const request = { requestKey, args: { text, on } as never, chat: CHAT, locale: 'id' as const, who: null };
      for (let times = 0; times < 2; times += 1) await deskCommands['desk.office'](request, services);
      const kept = await Report.find({ requestKey }).lean<Report[]>();
      assert.equal(kept.length, 1);
      return kept[0]!.about;
    },
    seenBy: async (name: string, number: string): Promise<ReportCard> =>
      (await reportQueries['aduan.satu']({ number } as never, services, `telegram-members:${name}`)) as ReportCard,
  };
};

const byHandOn = ({ steps }: ReportCard) => steps.filter(({ what }) => what === 'kantor');

test('at the one open report: the handler reads the words, a colleague no telephone in them, its reporter nothing new; nobody’s button gets stale', async (t) => {
  const house = await open(t);
  const number = await house.report();
  const before = await house.seenBy('sari', number);
  const act = { number, action: 'triase', seen: before.version, note: '' };
  await house.run('aduan.tindak', act, { chat: 'telegram-members:sari', who: house.sari, key: 'tangani' });
  const { version } = await house.seenBy('sari', number);
  assert.equal(await house.byHand('Bu Dewi, petugas datang besok. Hubungi 0812-3456-7890'), number);
  const [handler, colleague] = [await house.seenBy('sari', number), await house.seenBy('tono', number)];
  assert.deepEqual(byHandOn(handler), [
    {
      at: '2026-12-21T07:30:00.000+07:00',
      what: 'kantor',
      said: 'Bu Dewi, petugas datang besok. Hubungi 0812-3456-7890',
    },
  ]);
  assert.equal(byHandOn(colleague).length, 1);
  assert.doesNotMatch(JSON.stringify(byHandOn(colleague)), /7890/);
  assert.equal(handler.version, version);
  assert.deepEqual(
    handler.steps.map(({ at }) => at),
    handler.steps.map(({ at }) => at).toSorted(),
  );
  const own = (await reportQueries['aduan.milik-satu']({ number } as never, house.services, CHAT)) as ReportCard;
  assert.deepEqual(byHandOn(own), []);
});

test('at the one open visit, where the desk has its card shown again', async (t) => {
  const house = await open(t);
  await house.visit('K-1001');
  await house.visit('K-1002', 'selesai');
  const { Contact } = house.services.models;
  await Contact.create({ _id: 'K-1001', name: 'Dewi', phone: '+6281234567890', phoneHash: 'h', chat: CHAT });
  assert.equal(await house.byHand('Suratnya kami tunggu ya Bu'), 'K-1001');
  assert.equal(await house.byHand('Terima kasih'), 'K-1001');
  const request = { requestKey: 'lihat', args: { number: 'K-1001' }, locale: 'id' as const };
  await cardAgain({ ...request, chat: 'telegram-members:sari', who: house.sari }, house.services);
  const card = house.services.say('id', house.told.at(-1)!.text);
  assert.match(card, /Suratnya kami tunggu ya Bu\n.*Terima kasih/);
});

test('where none or several are open, or the reporter gave no name, the chat alone keeps it', async (t) => {
  const house = await open(t);
  assert.equal(await house.byHand('Selamat pagi'), null);
  const anonymous = await house.report('lampu mati', { anonymous: true });
  assert.equal(await house.byHand('Bu Dewi, sudah kami teruskan'), null);
  assert.deepEqual(byHandOn(await house.seenBy('sari', anonymous)), []);
  await house.visit('K-1001');
  assert.equal(await house.byHand('Yang mana ya Bu?'), null);
  await house.services.models.Aduan.updateOne({ _id: anonymous }, { state: 'selesai' });
  assert.equal(await house.byHand('Kunjungannya jadi, Bu'), 'K-1001');
});
