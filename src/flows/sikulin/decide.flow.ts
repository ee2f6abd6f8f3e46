/** Staff decide on a visit, from the card's button or from the list of those that wait: approve, another time, decline. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { text } from '#flows/prompts/text.ts';
import { agreedOn, askRoom } from './ask-room.ts';
import { askWhen } from './ask-when.ts';
import { decisionsOn, stampOf, stampWithLetter, visitChoice, visitorOf, withoutLetter } from './rules.ts';
import type { Decided, Decision, VisitCard, VisitRules } from './rules.ts';

export const decideVisit: Flow<{ number: string; decision: Decision; seen: string }, void> = {
  name: 'sikulin-putuskan',
  version: 1,
  async run(t, { number, decision, seen }) {
    const visit = await t.read<VisitCard | null>('kunjungan', 'sikulin.visit', { number });
    if (!visit) return t.say(tx('sikulin.unknownVisit', { number }));
    if (visit.status !== 'menunggu') return t.say(already(number, visit.status, visit.decidedBy ?? '-'));
    if (stampOf(visit) !== withoutLetter(seen)) return t.say(tx('sikulin.changedSince', { ...visit }));
    await carryOut(t, visit, decision, seen);
  },
};

export const waitingVisits: Flow<null, void> = {
  name: 'sikulin-menunggu',
  version: 1,
  async run(t) {
    const waiting = await t.read<VisitCard[]>('menunggu', 'sikulin.waiting', {});
    if (!waiting.length) return t.say(tx('sikulin.noneWaiting'));
    const number = await t.ask(
      'kunjungan',
      choice({ text: tx('sikulin.askVisit', { count: waiting.length }), choices: waiting.map(visitChoice) }),
    );
    const visit = waiting.find((v) => v.number === number);
    if (!visit) return t.say(tx('sikulin.unknownVisit', { number }));
    const decision = await t.ask(
      'putusan',
      choice<Decision | 'kartu'>({
        text: tx('sikulin.askDecision', { ...visit, visitor: visitorOf(visit) }),
        choices: [...decisionsOn(visit), 'kartu' as const].map((id) => ({
          ...{ id, label: tx(`sikulin.do-${id}`), synonyms: SAID[id] },
        })),
      }),
    );
    if (decision === 'kartu') return showCard(t, number);
    await carryOut(t, visit, decision, stampWithLetter(visit, visit.letterMark ?? null));
  },
};

/** Everything that is known, with the letter: whoever did not get the card decides on no less. */
async function showCard(t: Handle, number: string): Promise<void> {
  const shown = await t.effect<Decided>('kartu', 'sikulin.card', { number });
  if (shown.outcome !== 'done') t.say(outcome(number, shown, 'surat'));
}

const SAID: Record<Decision | 'kartu', string[]> = {
  setuju: ['ya', 'setujui', 'ok', 'approve'],
  usul: ['waktu lain', 'geser', 'other time'],
  surat: ['surat lain', 'another letter'],
  tolak: ['tidak', 'decline'],
  kartu: ['lihat', 'kartu', 'surat', 'lihat surat', 'detail', 'card', 'details'],
};

async function carryOut(t: Handle, visit: VisitCard, decision: Decision, seen: string): Promise<void> {
  const { number } = visit;
  if (decision === 'surat') return returnLetter(t, number, seen);
  const stamp = withoutLetter(seen);
  if (decision === 'usul') return propose(t, visit, stamp);
  const note = decision === 'tolak' ? await t.ask('alasan', reasonFor('sikulin.askReason')) : null;
  const decided = await t.effect<Decided>('putuskan', 'sikulin.decide', { number, decision, note, seen: stamp });
  tell(t, number, decided, decision);
}

async function propose(t: Handle, { number, people }: VisitCard, seen: string): Promise<void> {
  const { dates, anyRoom } = await t.read<VisitRules>('aturan', 'sikulin.rules', {});
  const wish = await askWhen(t, dates, 'sikulin.askOtherDate');
  const when = agreedOn(wish, await askRoom(t, { ...wish, people }, anyRoom));
  const note = await t.ask('alasan', reasonFor('sikulin.askWhyOther'));
  tell(t, number, await t.effect<Decided>('usulkan', 'sikulin.propose', { number, ...when, note, seen }), 'usul');
}

async function returnLetter(t: Handle, number: string, seen: string): Promise<void> {
  const note = await t.ask('alasan', reasonFor('sikulin.askWhyLetter'));
  tell(t, number, await t.effect<Decided>('kembalikan', 'sikulin.return-letter', { number, note, seen }), 'surat');
}

const reasonFor = (question: string) => text({ text: tx(question), min: 5, max: 300 });

function tell(t: Handle, number: string, result: Decided, decision: Decision): void {
  const away = 'away' in result ? result.away : undefined;
  t.say(away ? tx('sikulin.guestAway', { number, ...away }) : outcome(number, result, decision));
}

function outcome(number: string, result: Decided, decision: Decision): TextRef {
  if (result.outcome === 'already') return already(number, result.status, result.by);
  if (result.outcome === 'done') return tx(`sikulin.decided-${decision}`, { number });
  if (result.outcome === 'changed') return tx('sikulin.changedNow', { number });
  return result.outcome === 'forbidden' ? tx('engine.notForYou') : tx('sikulin.unknownVisit', { number });
}

const already = (number: string, status: string, by: string): TextRef =>
  tx(`sikulin.already-${status}`, { number, by });
