/** Ids of people, chats and messages. `_serialized` is an own property: what leaves the page is copied without getters. */
export class Wid {
  constructor(text) {
    const [user, server] = String(text).split('@');
    this.server = server;
    this.user = user;
    this._serialized = `${user}@${server}`;
  }
  isLid() {
    return this.server === 'lid';
  }
  isGroup() {
    return this.server === 'g.us';
  }
  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }
  isStatus() {
    return this._serialized === 'status@broadcast';
  }
  isNewsletter() {
    return this.server === 'newsletter';
  }
  equals(other) {
    return other?._serialized === this._serialized;
  }
  toString() {
    return this._serialized;
  }
  toJid() {
    return this._serialized;
  }
}

/** @throws as the page does where it is no id at all */
export const wid = (id) => {
  if (id instanceof Wid) return id;
  const text = typeof id === 'string' ? id : id?._serialized;
  if (!text || !/^[^@]+@[a-z.]+$/.test(text)) throw new Error('wid error: invalid wid');
  return new Wid(text);
};

export const randomHex = (bytes) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();

export class MsgKey {
  constructor({ from, to, id, participant, selfDir }) {
    this.fromMe = selfDir === 'out';
    this.remote = this.fromMe ? to : from;
    this.id = id;
    if (participant) this.participant = participant;
    this._serialized = [String(this.fromMe), this.remote._serialized, id, participant?._serialized]
      .filter((part) => part !== undefined)
      .join('_');
  }
  toString() {
    return this._serialized;
  }
  static async newId() {
    return `3EB0${randomHex(9)}`;
  }
}
