/** One chat as its phone knows it: messages in order, keyboard, what is unread. Pure: the same events give the same chat. */

/** Where an event belongs: the private chat of a person with a bot, a group, or a topic of one (`-100…:45`). */
export const isGroup = (where) => /^-\d+(:\d+)?$/.test(String(where));
export const chatKey = (person, where) => (isGroup(where) ? String(where) : `${person}@${where}`);
export function keyOf(event) {
  if (event.group === undefined) return chatKey(event.people[0], event.bot);
  return event.topic === undefined ? String(event.chat) : `${event.chat}:${event.topic}`;
}

export class Chat {
  /** By message id, in order of arrival. */
  messages = new Map();
  keyboard = [];
  /** Number of the newest event, and of the newest of a bot: what a person sent before it was read. */
  seq = 0;
  answered = 0;
  unread = 0;

  /** Takes an event in; false where it had been taken before. */
  take(event) {
    if (event.seq <= this.seq) return false;
    this.seq = event.seq;
    this.keyboard = event.keyboard;
    if (event.byBot && event.what !== 'deleted') this.answered = event.seq;
    if (event.what === 'message') {
      this.messages.set(event.id, { ...event });
      if (event.byBot) this.unread += 1;
    } else if (event.what === 'edited') {
      const { seq: _seq, at, ...changed } = event;
      const before = this.messages.get(event.id);
      if (before)
        this.messages.set(event.id, {
          ...before,
          ...changed,
          what: 'message',
          editedAt: event.text === before.text ? before.editedAt : at,
        });
    } else if (event.what === 'deleted') this.messages.delete(event.id);
    else if (event.what === 'cleared') {
      this.messages.clear();
      this.unread = 0;
    }
    return true;
  }

  isRead(message) {
    return message.seq < this.answered;
  }
}
