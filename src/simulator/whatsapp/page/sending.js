/** What the library sends: into the page's own store, then to the server, which acknowledges it. */
import { Msg, plain } from './models.js';
import { messages } from './store.js';
import { faults, tell } from './to-server.js';

const never = () => new Promise(() => {});

const rejected = (why) => {
  const promise = Promise.reject(new Error(why));
  promise.catch(() => undefined);
  return [promise, promise];
};

/** ms a slow send takes. */
const SLOW = 1_000;

/** `hang`: nothing happens; `silent`: it arrives and nobody hears of it; anything else is the error's text. Each strikes once. */
export const addAndSendMsgToChat = (_chat, attributes) => {
  const fault = faults.sends?.shift();
  if (fault === 'hang') return [never(), never()];
  if (fault === 'slow') {
    void tell('slow', {});
    const later = new Promise((resolve) => setTimeout(resolve, SLOW)).then(() => carry(attributes));
    return [later.then(([message]) => message), later.then(([, sent]) => sent)];
  }
  if (fault && fault !== 'silent') return rejected(fault);
  const carried = carry(attributes);
  return fault === 'silent' ? [never(), never()] : carried;
};

const carry = (attributes) => {
  const media = attributes.directPath ? { mediaData: { mediaStage: 'RESOLVED' } } : {};
  const message = new Msg({ ...attributes, isNewMsg: true, ...media });
  messages.add(message);
  const sent = tell('sent', message.serialize()).then(() => {
    message.set({ ack: 1 });
    return { messageSendResult: 'OK' };
  });
  return [sent.then(() => message), sent];
};

export const links = (text) =>
  [...String(text ?? '').matchAll(/https?:\/\/[^\s]+/g)].map(([href]) => ({ href, url: href }));

/** An action that only leaves a trace at the server. */
export const told =
  (kind) =>
  async (...args) =>
    void tell(kind, plain(args.map((each) => (each?.serialize ? { id: each.id } : each))));
