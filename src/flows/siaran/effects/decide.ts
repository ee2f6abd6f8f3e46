/** Handing in, the decision of a second person, and what can be done while it goes out. Authority is looked at when it is pressed. */
import type { Broadcast, BroadcastStatus } from '#models/broadcast.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Moment } from '#flows/prompts/moment.ts';
import { quietUntil } from '#services/broadcast/quiet.ts';
import { hasReceivers } from '#services/broadcast/reach.ts';
import { samePerson } from '#services/broadcast/receivers.ts';
import { tellPerson } from '#services/broadcast/tell.ts';
import { chatsOfPerson } from '#services/authority.ts';
import { allowed, done, refused } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { APPROVERS, SIARAN_ROLES, WRITERS } from '../roles.ts';
import { buttonArg } from '../rules.ts';
import type { Late, Outcome, Seen, Steer } from '../rules.ts';
import { changeBroadcast, writersOf } from './change.ts';
import type { Plan } from './change.ts';
import { cardOf, preview, whenText } from './show.ts';
import { instantOf } from './write.ts';

const stop = (outcome: Outcome): Plan => ({ stop: outcome });

export const handIn: Command<Seen> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, WRITERS)) return done({ outcome: 'forbidden' });
  const changed = await changeBroadcast(services, { ...args, requestKey, who }, async (broadcast) => {
    const { status, version } = broadcast;
    if (version !== args.version) return stop({ outcome: 'changed' });
    if (status !== 'draf') return stop({ outcome: 'already', status });
    if (broadcast.at && broadcast.at.getTime() < services.clock.now()) return stop({ outcome: 'past' });
    if (!(await hasReceivers(services.models, broadcast))) return stop({ outcome: 'empty' });
    if (!(await approvers(services, broadcast)).length) return stop({ outcome: 'nobody' });
    // Its author stays who wrote it: they could approve it themselves once somebody else had handed it in.
    return { what: 'diajukan', set: { status: 'menunggu' } };
  });
  if ('stop' in changed) return done(changed.stop);
  const { broadcast } = changed;
  const { _id: number, version } = broadcast;
  const text = tx('siaran.approvalCard', (await cardOf(services, broadcast)).args);
  const buttons = [
    { label: tx('siaran.approve'), flow: 'siaran-putuskan', arg: buttonArg('setuju', number, version) },
    { label: tx('siaran.decline'), flow: 'siaran-putuskan', arg: buttonArg('tolak', number, version) },
  ];
  for (const chat of (await approvers(services, broadcast)).flatMap(chatsOfPerson)) {
    await preview(services, chat, requestKey, broadcast);
    await services.notices.toChat(chat, { key: `${requestKey}/kartu`, text, buttons });
  }
  return done({ outcome: 'done' });
};

/** Everybody who may approve but those who wrote it, by whichever account. */
async function approvers(services: Services, broadcast: Broadcast): Promise<Person[]> {
  const wrote = await writers(services, broadcast);
  const people = await services.models.Person.find({ roles: { $in: APPROVERS }, active: true }).lean<Person[]>();
  return people.filter((person) => !wrote(person));
}

async function writers({ models }: Services, broadcast: Broadcast): Promise<(person: Person) => boolean> {
  const ids = writersOf(broadcast);
  const known = await models.Person.find({ _id: { $in: ids } }).lean<Person[]>();
  return (person) => ids.includes(person._id) || known.some((writer) => samePerson(person, writer));
}

interface Decision extends Seen {
  approve: boolean;
  note: string | null;
  /** Of one whose hour has passed: when it goes; null: now. */
  start?: Moment | null;
}

export const decide: Command<Decision> = async (request, services) => {
  const { requestKey, args, who } = request;
  if (!allowed(who, APPROVERS)) return done({ outcome: 'forbidden' });
  const { approve, note, start } = args;
  const changed = await changeBroadcast(services, { ...args, requestKey, who }, async (broadcast) => {
    const { status, version, at } = broadcast;
    if ((await writers(services, broadcast))(who)) return stop({ outcome: 'own' });
    if (version !== args.version) return stop({ outcome: 'changed' });
    if (status !== 'menunggu') return stop({ outcome: 'already', status });
    if (!approve) return { what: 'ditolak', set: { status: 'draf' }, ...(note !== null && { note }) };
    const now = services.clock.now();
    // At once it would go out without anybody having chosen that: words for the morning would come at night.
    if (start === undefined && at && at.getTime() < now) return { stop: lateness(services, at) };
    const begins = start === undefined ? at : instantOf(services, start);
    if (begins === 'past') return stop({ outcome: 'past' });
    return {
      what: 'disetujui',
      set: {
        ...{ status: 'terjadwal', at: new Date(Math.max(begins?.getTime() ?? 0, now)) },
        approver: { person: who._id, name: who.name },
      },
    };
  });
  if ('stop' in changed)
    return start && changed.stop.outcome === 'past' ? refused('kapan', 'siaran.past') : done(changed.stop);
  const { broadcast } = changed;
  const when = approve ? startText(services, broadcast) : null;
  const text = approve ? `siaran.news-approved${start === undefined ? '' : 'Late'}` : 'siaran.news-declined';
  const told = { args: { by: who.name, reason: note ?? '-', ...(when && { when }) } };
  await tellPerson(services, broadcast.author.person, requestKey, text, broadcast, told);
  return done({ outcome: 'done', ...(when && { when }) });
};

const lateness = (services: Services, at: Date): Late => ({
  ...{ outcome: 'late', at: at.toISOString(), until: quietNow(services) },
});

/** Whoever lets it out, and whoever wrote it, hear when it goes. */
const startText = (services: Services, { at }: Broadcast): TextRef =>
  at && at.getTime() > services.clock.now() ? whenText(services, at) : atOnceText(services);

function atOnceText(services: Services): TextRef {
  const until = quietNow(services);
  return until === null ? tx('siaran.whenStraight') : tx('siaran.whenLoud', { until });
}

/** The end of the quiet hours that it is in now. */
function quietNow({ council, clock }: Services): string | null {
  const until = quietUntil(council, clock.now());
  return until === null ? null : new Date(until).toISOString();
}

const FROM: Record<Steer, readonly BroadcastStatus[]> = {
  jeda: ['berjalan'],
  coba: ['berjalan'],
  lanjut: ['dijeda'],
  henti: ['draf', 'menunggu', 'terjadwal', 'berjalan', 'dijeda'],
};

export const steer: Command<{ number: string; step: Steer }> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, SIARAN_ROLES)) return done({ outcome: 'forbidden' });
  const { number, step } = args;
  const changed = await changeBroadcast(services, { number, requestKey, who }, ({ status, startedAt }) => {
    if (!FROM[step].includes(status)) return stop({ outcome: 'already', status });
    // Whatever it waits for, this is looked at now; and if it fails again, somebody hears of that again.
    const trouble = null;
    if (step === 'coba') return { what: step, set: { trouble } };
    if (step === 'lanjut') return { what: step, set: { status: 'berjalan', trouble } };
    if (step === 'henti')
      // What has rows is closed by the worker.
      return {
        what: step,
        set: { status: 'dihentikan', trouble, finishedAt: startedAt ? null : new Date(services.clock.now()) },
      };
    return { what: step, set: { status: 'dijeda', trouble } };
  });
  return done('stop' in changed ? changed.stop : { outcome: 'done' });
};
