/** Taking a conversation, and turning to one. Of two who press at once one has it, and the other hears who. */
import type { Obrolan } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import { tx } from '#flows/engine/message.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { ANSWERING } from '../roles.ts';
import { shownOf } from '../rules.ts';
import type { Handled } from '../rules.ts';
import { change } from './change.ts';
import type { Changed } from './change.ts';
import { showFiles } from './show-files.ts';
import { aboutOf, toAsker, toolButtons, toRoom, toSender, unitOf } from './tell.ts';

export const ambil: Command<{ number: string }> = async ({ requestKey, args, chat, who }, services) => {
  if (!allowed(who, ANSWERING)) return told({ outcome: 'forbidden' });
  const { number } = args;
  const taken = await takeIt(services, number, requestKey, who, chat);
  if (!taken) return told({ outcome: 'unknown' });
  const { talk, done: took } = taken;
  const has = talk.holder === who._id && talk.state === 'ditangani';
  if (!took && !has) return told(await notTaken(services, talk, who));
  if (chat === talk.room) return told(took ? { outcome: 'here' } : { outcome: 'taken', who: who.name });
  if (took) await showFiles(services, talk, chat, `${number}/${requestKey}/berkas`);
  if (took) await giveTools(services, talk, chat, `${number}/${requestKey}/alat`);
  return turnedTo(services, talk, 'answers');
};

/** What waits becomes theirs, in the chat where they took it. Null: there is no such conversation. */
export async function takeIt(
  services: Services,
  number: string,
  requestKey: string,
  who: Person,
  chat: string,
): Promise<Changed> {
  const now = new Date(services.clock.now());
  const changed = await change(services, number, requestKey, ({ state, asker }) =>
    (state !== 'menunggu' && state !== 'tertunda') || asker === who._id
      ? null
      : {
          set: {
            state: 'ditangani',
            holder: who._id,
            holderChat: chat,
            lastBy: 'penanya',
            lastAt: now,
            since: now,
            nudged: false,
          },
          event: { what: 'diambil', by: who._id },
        },
  );
  if (!changed?.done) return changed;
  const { talk } = changed;
  await toAsker(services, talk, {
    key: `${number}/${requestKey}/siap`,
    text: tx(talk.kind === 'layanan' ? 'chatting.serving' : 'chatting.here', {
      number,
      unit: unitOf(services.council, talk),
    }),
    reply: true,
    ...(talk.kind === 'petugas' && { set: 'on' as const }),
  });
  await toRoom(services, talk, {
    key: `${number}/${requestKey}/ruang`,
    text: tx('chatting.roomTaken', { number, who: who.name }),
    buttons: toolButtons(number),
  });
  return changed;
}

/** Behind what was said: what may be done besides talking. */
const giveTools = (services: Services, { _id: number }: Obrolan, chat: string, key: string): Promise<void> =>
  toSender(
    services,
    chat,
    { number, as: 'answers' },
    { key, text: tx('chatting.tools', { number }), buttons: toolButtons(number) },
  );

export async function notTaken({ models }: Services, talk: Obrolan, who: Person): Promise<Handled> {
  if (talk.asker === who._id) return { outcome: 'own' };
  if (talk.state === 'selesai') return { outcome: 'over' };
  const other = await models.Person.findById(talk.holder).lean<Person>();
  return { outcome: 'taken', who: other?.name ?? '-' };
}

/** *Jawab*: what is written from now on goes there. For either side, of a conversation of theirs. */
export const jawab: Command<{ number: string }> = async ({ requestKey, args, chat, who }, services) => {
  const talk = await services.models.Obrolan.findById(args.number).lean<Obrolan>();
  if (!talk) return told({ outcome: 'unknown' });
  if (talk.chat === chat)
    return talk.state === 'selesai' ? told({ outcome: 'over' }) : turnedTo(services, talk, 'asks');
  if (!allowed(who, ANSWERING)) return told({ outcome: 'forbidden' });
  if (talk.holder !== who._id || talk.state !== 'ditangani') return told(await notTaken(services, talk, who));
  // Whoever works on two channels is answered where they turned to it last.
  if (talk.holderChat !== chat)
    await services.models.Obrolan.updateOne({ _id: talk._id, holder: who._id }, { $set: { holderChat: chat } });
  await giveTools(services, talk, chat, `${talk._id}/${requestKey}/alat`);
  return turnedTo(services, talk, 'answers');
};

function turnedTo({ council }: Services, talk: Obrolan, as: 'asks' | 'answers') {
  const lines = talk.lines
    .filter(({ by }) => as === 'answers' || by !== 'catatan')
    .map(({ by, text, files, edited }) => ({ by, text, files: files.length, ...(edited && { edited }) }));
  const handled: Handled = { outcome: 'done', about: aboutOf(council, talk), lines: shownOf(lines) };
  return { ...done(handled), chat: { talk: { number: talk._id, as } } };
}

const told = (handled: Handled) => done(handled);
