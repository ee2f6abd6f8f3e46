/** What happens at the other end: people write, edit, delete and vote, the handset answers, the account's owner links and unlinks. */
import { loggedOut, paired, reconnect, socket, conn } from './connection.js';
import { MsgKey, wid } from './ids.js';
import { Msg } from './models.js';
import { missing, modules, used } from './modules.js';
import { chat, contact, keepEarlier, messages, pair } from './store.js';
import { faults, setting } from './to-server.js';

/** A message as the server keeps it, as the page's own model. */
const toModel = ({ from, to, author, id, fromMe, lidOf, name, ...rest }, isNewMsg) => {
  const [sender, receiver] = [wid(from), wid(to)];
  const participant = author ? wid(author) : undefined;
  if (lidOf) pair(from, lidOf);
  contact(participant ?? (fromMe ? receiver : sender), name);
  const key = new MsgKey({ from: sender, to: receiver, id, participant, selfDir: fromMe ? 'out' : 'in' });
  return new Msg({
    type: 'chat',
    ack: fromMe ? 1 : 0,
    star: false,
    isForwarded: false,
    notifyName: name,
    ...rest,
    isNewMsg,
    id: key,
    from: sender,
    to: receiver,
    ...(participant && { author: participant }),
    ...(rest.directPath && { mediaData: { mediaStage: 'NEED_POKE' }, mediaKey: 'a-key-of-the-stand-in' }),
  });
};

const take = (message, isNewMsg) => {
  const model = toModel(message, isNewMsg);
  const place = chat(model.id.remote);
  messages.add(model);
  place.t = Math.max(place.t, model.t);
  if (!model.id.fromMe && isNewMsg) place.set({ unreadCount: place.unreadCount + 1 });
  return model;
};

/** Messages of each chat that the page has at once; the others must be asked for. */
const LOADED = 20;

/** What was said before the page was opened. Nothing is announced: the library must look for it. */
export const remember = (history) => {
  const byChat = Map.groupBy(history, (message) => (message.fromMe ? message.to : message.from));
  for (const said of byChat.values()) {
    const older = said.splice(0, Math.max(0, said.length - LOADED)).map((message) => toModel(message, false));
    const [first] = said.map((message) => take(message, false));
    const place = chat(first.id.remote);
    place.unreadCount = said.filter(({ fromMe, seen }) => !fromMe && !seen).length;
    place.t = said.at(-1).t;
    keepEarlier(place, older);
  }
};

export const commands = {
  /** @returns the id as the library will have it */
  message: (message) => take(message, !message.old).id._serialized,
  edit: ({ id, body }) => messages.get(id)?.set({ latestEditSenderTimestampMs: Date.now(), body }),
  revoke: ({ id }) => messages.get(id)?.set({ type: 'revoked', body: undefined }),
  decrypt: ({ id, ...attributes }) => messages.get(id).set(attributes),
  ack: ({ id, ack }) => messages.get(id)?.set({ ack }),
  call: ({ from, id, video }) =>
    void modules.WAWebCallCollection.calls.set(id, {
      id,
      peerJid: wid(from),
      isVideo: Boolean(video),
      isGroup: false,
      canHandleLocally: true,
      outgoing: false,
      webClientShouldHandle: false,
      participants: {},
    }),
  react: ({ id, from, emoji }) =>
    modules.WAWebAddonReactionTableMode.reactionTableMode.bulkUpsert([
      {
        id: new MsgKey({ from: wid(from), to: wid(setting.me.id), id: `R${Date.now()}`, selfDir: 'in' }),
        reactionParentKey: messages.get(id)?.id ?? { _serialized: id },
        reactionText: emoji,
        reactionTimestamp: Date.now(),
        from: wid(from),
      },
    ]),
  vote: ({ id, from, options }) => {
    const poll = messages.get(id) ?? { id: { _serialized: id }, pollOptions: [] };
    const chosen = options.map((name) => poll.pollOptions.find((option) => option.name === name)?.localId ?? name);
    return modules.WAWebAddonPollVoteTableMode.pollVoteTableMode.bulkUpsert([
      {
        id: new MsgKey({ from: wid(from), to: wid(setting.me.id), id: `V${Date.now()}`, selfDir: 'in' }),
        pollUpdateParentKey: poll.id,
        t: Date.now(),
        senderTimestampMs: Date.now(),
        from: wid(from),
        selectedOptionLocalIds: chosen,
      },
    ]);
  },
  linked: ({ session, me, history }) => {
    Object.assign(setting.me, me);
    remember(history);
    paired(session);
  },
  qr: (ref) => conn.setRef(ref),
  state: (state) => socket.setState(state),
  reconnect: () => reconnect(),
  unlinked: () => loggedOut(),
  faults: (more) => void Object.assign(faults, more),
  reload: () => location.reload(),
  modules: () => ({ used: [...used], missing: [...missing], provided: Object.keys(modules) }),
};
