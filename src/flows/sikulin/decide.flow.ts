/** Staff decide on a visit, from the card's button or from the list of those that wait. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { text } from '#flows/prompts/text.ts';
import { visitChoice, visitorOf } from './rules.ts';
import type { Decided, DecideVisit, Decision, VisitCard } from './rules.ts';

export const decideVisit: Flow<{ number: string; decision: Decision }, void> = {
  name: 'sikulin-putuskan',
  version: 1,
  async run(t, { number, decision }) {
    const visit = await t.read<VisitCard | null>('kunjungan', 'sikulin.visit', { number });
    if (!visit) return t.say(tx('sikulin.unknownVisit', { number }));
    if (visit.status !== 'menunggu') return t.say(already(visit.number, visit.status, visit.decidedBy ?? '-'));
    await carryOut(t, { number, decision, note: decision === 'tolak' ? await reason(t) : null });
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
      choice<Decision>({
        text: tx('sikulin.askDecision', { ...visit, visitor: visitorOf(visit) }),
        choices: [
          { id: 'setuju', label: tx('sikulin.approve'), synonyms: ['ya', 'setujui', 'ok'] },
          { id: 'tolak', label: tx('sikulin.decline'), synonyms: ['tidak'] },
        ],
      }),
    );
    await carryOut(t, { number, decision, note: decision === 'tolak' ? await reason(t) : null });
  },
};

const reason = (t: Handle): Promise<string> =>
  t.ask('alasan', text({ text: tx('sikulin.askReason'), min: 5, max: 300 }));

async function carryOut(t: Handle, decision: DecideVisit): Promise<void> {
  const { number } = decision;
  const result = await t.effect<Decided>('putuskan', 'sikulin.decide', decision);
  if (result.outcome === 'already') t.say(already(number, result.status, result.by));
  else if (result.outcome === 'done') t.say(tx(`sikulin.decided-${decision.decision}`, { number }));
  else t.say(tx(result.outcome === 'forbidden' ? 'engine.notForYou' : 'sikulin.unknownVisit', { number }));
}

const already = (number: string, status: string, by: string) =>
  tx('sikulin.already', { number, status: tx(`sikulin.status-${status}`), by });
