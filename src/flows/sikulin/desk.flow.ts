/** The front desk, on the clerk's own phone: who comes today, check-in, guests without a booking, who has left. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choiceOrText } from '#flows/prompts/choice-or-text.ts';
import { name } from '#flows/prompts/name.ts';
import { text } from '#flows/prompts/text.ts';
import { figures, guestBook } from './figures.flow.ts';
import { askMeet } from './ask-meet.ts';
import { guestOf, visitChoice, visitorOf } from './rules.ts';
import type { Arrived, VisitCard, VisitRules } from './rules.ts';

export const guestsToday: Flow<null, void> = {
  name: 'tamu-hari-ini',
  version: 1,
  async run(t) {
    const guests = await t.read<VisitCard[]>('hari-ini', 'sikulin.today', {});
    t.say(guests.length ? tx('sikulin.today', { guests: guests.map(row) }) : tx('sikulin.noneToday'));
    const next = await t.ask(
      'lanjut',
      choice({
        text: tx('sikulin.askDesk'),
        choices: (['datang', 'langsung', 'pulang', 'angka', 'buku', 'tutup'] as const).map((id) => ({
          id,
          label: tx(`sikulin.desk-${id}`),
        })),
      }),
    );
    if (next === 'datang') await t.call('datang', checkIn, { said: '' });
    if (next === 'langsung') await t.call('langsung', walkIn, null);
    if (next === 'pulang') await t.call('pulang', leaving, { number: '' });
    if (next === 'angka') await t.call('angka', figures, null);
    if (next === 'buku') await t.call('buku', guestBook, null);
  },
};

/** By ticket (the link opens this flow with its token), six digits, number or name. */
export const checkIn: Flow<{ said: string }, void> = {
  name: 'tamu-datang',
  version: 1,
  async run(t, args) {
    const said =
      args.said || (await t.ask('siapa', text({ text: tx('sikulin.askWho'), min: 2, max: 80, oneLine: true })));
    const found = await t.read<VisitCard[] | 'forged' | 'other-council'>('cari', 'sikulin.find', { said });
    if (!Array.isArray(found)) return t.say(tx(`sikulin.ticket-${found}`));
    if (!found.length) return t.say(tx('sikulin.nobody', { said }));
    const only = found.length === 1 ? found[0] : undefined;
    const number = only
      ? only.number
      : await t.ask('yang', choice({ text: tx('sikulin.askWhich'), choices: found.map(visitChoice) }));
    const visit = found.find((v) => v.number === number);
    if (!visit) return t.say(tx('sikulin.unknownVisit', { number }));
    const arrived = await t.effect<Arrived>('datang', 'sikulin.arrive', { number });
    t.say(
      tx(`sikulin.arrive-${arrived.outcome}`, {
        ...visit,
        ...arrived,
        visitor: visitorOf(visit),
        status: tx(`sikulin.status-${visit.status}`),
      }),
    );
  },
};

/** Three answers: name, whom, what for. */
export const walkIn: Flow<null, void> = {
  name: 'tamu-langsung',
  version: 1,
  async run(t) {
    const guest = await t.ask('nama', name({ text: tx('sikulin.askGuestName') }));
    const { bodies } = await t.read<VisitRules>('aturan', 'sikulin.rules', {});
    const host = await askMeet(t, bodies, tx('sikulin.meetOffice'), 'sikulin.askGuestMeet');
    const purpose = await t.ask('keperluan', text({ text: tx('sikulin.askGuestPurpose'), min: 3, max: 200 }));
    const { number } = await t.effect<{ number: string | null }>('catat', 'sikulin.walk-in', {
      name: guest,
      meet: host?.code ?? null,
      purpose,
    });
    t.say(number === null ? tx('engine.notForYou') : tx('sikulin.walkedIn', { number, name: guest }));
  },
};

export const leaving: Flow<{ number: string }, void> = {
  name: 'sikulin-pulang',
  version: 1,
  async run(t, args) {
    const number = args.number || (await whoLeaves(t));
    if (number === null) return t.say(tx('sikulin.nobodyIn'));
    const { outcome } = await t.effect<{ outcome: string }>('pulang', 'sikulin.leave', { number });
    t.say(tx(`sikulin.leave-${outcome}`, { number }));
  },
};

/** Most guests in a list of choices; the others are found by a name or code. */
const SHOWN = 8;

async function whoLeaves(t: Handle): Promise<string | null> {
  const here = (await t.read<VisitCard[]>('hari-ini', 'sikulin.today', {})).filter(isHere);
  if (!here.length) return null;
  let [list, head] = [here, 'sikulin.askLeaving'];
  for (let n = 1; ; n += 1) {
    const shown = list.slice(0, SHOWN);
    const text = tx(list.length > SHOWN ? 'sikulin.askLeavingMany' : head, {
      guests: shown.map((visit) => tx('sikulin.hereRow', { ...visit, visitor: guestOf(visit) })),
      count: list.length - SHOWN,
    });
    const answer = await t.ask(
      n === 1 ? 'siapa' : `siapa-${n}`,
      choiceOrText({ text, choices: shown.map(visitChoice) }),
    );
    if ('id' in answer) return answer.id;
    const found = await t.read<VisitCard[] | string>(`cari-${n}`, 'sikulin.find', { said: answer.said });
    const meant = Array.isArray(found) ? found.filter(isHere) : [];
    const [only] = meant;
    if (only && meant.length === 1) return only.number;
    [list, head] = meant.length ? [meant, 'sikulin.askLeaving'] : [here, 'sikulin.askLeavingAgain'];
  }
}

const isHere = ({ status }: VisitCard): boolean => status === 'hadir';

const row = (visit: VisitCard) =>
  tx('sikulin.todayRow', {
    ...visit,
    rooms: visit.rooms ?? tx('sikulin.roomAtDoor'),
    visitor: visitorOf(visit),
    status: tx(`sikulin.status-${visit.status}`),
  });
