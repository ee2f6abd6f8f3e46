/** Messages, chats and contacts, and the collections that hold them. */
import { Emitter } from './emitter.js';
import { faults } from './to-server.js';

export const plain = (value) =>
  JSON.parse(JSON.stringify(value, (_key, each) => (each instanceof Uint8Array ? Object.assign({}, each) : each)));

export class Model {
  constructor(attributes) {
    Object.assign(this, attributes);
    Object.defineProperty(this, 'events', { value: new Emitter() });
    Object.defineProperty(this, 'collection', { value: null, writable: true });
  }
  on(...args) {
    this.events.on(...args);
  }
  off(...args) {
    this.events.off(...args);
  }
  once(...args) {
    this.events.once(...args);
  }
  serialize() {
    return plain(Object.assign({}, this));
  }
  toJSON() {
    return this.serialize();
  }
  set(attributes) {
    for (const [name, value] of Object.entries(attributes)) {
      const before = this[name];
      if (before === value) continue;
      this[name] = value;
      for (const events of [this.events, this.collection]) events?.emit(`change:${name}`, this, value, before);
    }
    for (const events of [this.events, this.collection]) events?.emit('change', this);
  }
}

export class Msg extends Model {
  get mediaObject() {
    return this.directPath ? {} : undefined;
  }
  get isStatusV3() {
    return this.id.remote.isStatus();
  }
  get isEphemeral() {
    return Boolean(this.ephemeralDuration);
  }
  unsafe() {
    return this;
  }
  msgContextInfo() {
    return { quotedMsg: this.serialize(), quotedStanzaID: this.id.id, quotedParticipant: this.from };
  }
  async downloadMedia() {
    this.mediaData.mediaStage = faults.mediaStage ?? 'RESOLVED';
  }
  avParams() {
    return {};
  }
}

export class Collection extends Emitter {
  models = new Map();
  get(id) {
    return this.models.get(typeof id === 'string' ? id : id?._serialized);
  }
  getModelsArray() {
    return [...this.models.values()];
  }
  add(model) {
    model.collection = this;
    this.models.set(model.id._serialized, model);
    this.emit('add', model);
    return model;
  }
  remove(model) {
    this.models.delete(model.id._serialized);
    this.emit('remove', model);
  }
  async find(id) {
    const found = this.get(id);
    if (!found) throw new Error('not found');
    return found;
  }
  async getMessagesById(ids) {
    return { messages: ids.map((id) => this.get(id)).filter(Boolean) };
  }
  async update() {}
}
