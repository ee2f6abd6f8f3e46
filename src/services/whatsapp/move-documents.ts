/** Whatever names somebody's chat names another one from now on. Each write is safe to repeat. */
import type { Model } from 'mongoose';
import type { Delivery } from '#models/delivery.ts';
import { unlessDuplicate } from '#models/database.ts';
import type { Models } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { Subscription } from '#models/subscription.ts';
import type { WhatsAppCard } from '#models/whatsapp-card.ts';
import { NUMBERS } from './number-book.ts';

/** Fields that hold a chat, and nothing else of the document depends on it. */
export const NAMED: readonly (readonly [keyof Models, string])[] = [
  ['AduanRoute', 'chat'],
  ['Contact', 'chat'],
  ['DeskPass', 'chat'],
  ['HpBersama', 'chat'],
  ['Obrolan', 'chat'],
  ['Obrolan', 'holderChat'],
  ['Report', 'chat'],
  ['Visit', 'chat'],
];

/** `step`: before each write. */
export async function moveDocuments(models: Models, from: string, into: string, step: () => void): Promise<void> {
  step();
  const renamed = NAMED.map(([name, field]) =>
    (models[name] as Model<object>).updateMany({ [field]: from }, { $set: { [field]: into } }),
  );
  await Promise.all(renamed);
  await moveCards(models, from, into, step);
  await moveSubscription(models, from, into, step);
  await moveDeliveries(models, from, into, step);
}

/** At each number: first the new address, then the old one goes, so that nobody is without both. */
export async function movePersons({ Person }: Models, from: string, into: string, step: () => void): Promise<void> {
  for (const channel of NUMBERS) {
    const old = { channel, address: from };
    const person = await Person.findOne({ identities: { $elemMatch: old } }).lean<Person>();
    if (!person) continue;
    step();
    await Person.updateOne({ _id: person._id }, { $addToSet: { identities: { channel, address: into } } });
    step();
    await Person.updateOne({ _id: person._id }, { $pull: { identities: old } });
  }
}

/** A card's id begins with its chat. Where both chats had a card with the same word, the one that was sent last has it. */
async function moveCards({ WhatsAppCard }: Models, from: string, into: string, step: () => void): Promise<void> {
  for (const card of await WhatsAppCard.find({ chat: from }).lean<WhatsAppCard[]>()) {
    step();
    const moved = { ...card, _id: `${into}${card._id.slice(from.length)}`, chat: into };
    await WhatsAppCard.create(moved).catch(unlessDuplicate);
    step();
    await WhatsAppCard.deleteOne({ _id: card._id });
  }
}

/** Of two the later word counts: who left last has left, who joined last wants the topics of both. */
async function moveSubscription({ Subscription }: Models, from: string, into: string, step: () => void): Promise<void> {
  const old = await Subscription.findById(from).lean<Subscription>();
  if (!old) return;
  step();
  await Subscription.create({ ...old, _id: into }).catch(unlessDuplicate);
  const there = await Subscription.findById(into).lean<Subscription>();
  if (there) {
    step();
    const { status, topics, leftAt, district, consent } = wanted(there, old);
    const { matchedCount } = await Subscription.updateOne(
      { _id: into, status: there.status, topics: there.topics },
      { $set: { status, topics, leftAt, district, consent } },
    );
    if (!matchedCount) throw new Error('a subscription changed meanwhile');
  }
  step();
  await Subscription.deleteOne({ _id: from });
}

const decidedAt = ({ consent, leftAt }: Subscription): number =>
  Math.max(consent?.at.getTime() ?? 0, leftAt?.getTime() ?? 0);

const wanted = (a: Subscription, b: Subscription): Subscription => {
  const last = decidedAt(b) > decidedAt(a) ? b : a;
  if (a.status !== 'aktif' || b.status !== 'aktif') return last;
  return { ...last, topics: [...new Set([...a.topics, ...b.topics])] };
};

/** What waits goes to the new chat; of an announcement that waits there already, or went there, no second one goes. */
async function moveDeliveries({ Delivery }: Models, from: string, into: string, step: () => void): Promise<void> {
  for (const { _id, broadcast } of await Delivery.find({ chat: from, state: 'ready' }).lean<Delivery[]>()) {
    const twice = await Delivery.exists({ broadcast, chat: into });
    step();
    await Delivery.updateOne({ _id, state: 'ready' }, { $set: twice ? { state: 'left' } : { chat: into } });
  }
}
