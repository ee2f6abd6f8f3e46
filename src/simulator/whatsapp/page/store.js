/** What this number has: its messages, chats and contacts, and which lid belongs to which phone. */
import { wid } from './ids.js';
import { Collection, Model, Msg } from './models.js';

export const messages = new Collection();
messages.modelClass = Msg;
export const chats = new Collection();
export const contacts = new Collection();

/** Ids as text; the page learns them with messages and by asking. */
const phoneOf = new Map();
const lidOf = new Map();

export const pair = (lid, phone) => {
  phoneOf.set(lid, phone);
  lidOf.set(phone, lid);
};
export const phoneFor = (id) => (phoneOf.has(id._serialized) ? wid(phoneOf.get(id._serialized)) : null);
export const lidFor = (id) => (lidOf.has(id._serialized) ? wid(lidOf.get(id._serialized)) : null);

export const contact = (id, name) =>
  contacts.get(id) ??
  contacts.add(
    new Model({
      id,
      name,
      pushname: name,
      isBusiness: false,
      isEnterprise: false,
      isContactBlocked: false,
      type: 'in',
      phoneNumber: phoneFor(id) ?? undefined,
    }),
  );
contacts.find = async (id) => contact(wid(id));

/** Messages of a chat that the page has not loaded: the library must ask for them. */
const earlier = new Map();
export const keepEarlier = (chat, older) => earlier.set(chat.id._serialized, older);

const AT_ONCE = 50;
export const loadEarlier = async ({ chat }) => {
  const older = earlier.get(chat.id._serialized) ?? [];
  return older.splice(-AT_ONCE).map((message) => messages.add(message));
};

const messagesOf = (id) => messages.getModelsArray().filter((one) => one.id.remote.equals(id));

export const chat = (id) => {
  const known = chats.get(id);
  if (known) return known;
  const made = new Model({
    id,
    t: Math.floor(Date.now() / 1000),
    unreadCount: 0,
    archive: false,
    pin: 0,
    formattedTitle: contact(id).name ?? id.user,
  });
  Object.defineProperty(made, 'mute', { value: { expiration: 0 } });
  Object.defineProperty(made, 'msgs', {
    value: { getModelsArray: () => messagesOf(id), add: (message) => messages.add(message), msgLoadState: {} },
  });
  return chats.add(made);
};
