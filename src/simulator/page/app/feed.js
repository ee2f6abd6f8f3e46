/** Everything that any phone shows, once and in order. One long request serves all phones: browsers open few to one place. */
import { api } from './api.js';
import { Chat, keyOf } from './chat.js';

export class Feed {
  chats = new Map();
  #listeners = new Set();
  #position = 0;
  #stopped = new AbortController();
  onLost = () => {};
  onRestart = () => {};

  chat(key) {
    if (!this.chats.has(key)) this.chats.set(key, new Chat());
    return this.chats.get(key);
  }

  get position() {
    return this.#position;
  }

  /** `listener(event, chat key)`; returns what ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves with true when an event fits; with false after `ms`. */
  waitFor(fits, ms) {
    return new Promise((resolve) => {
      const end = (found) => (clearTimeout(timer), stop(), resolve(found));
      const timer = setTimeout(() => end(false), ms);
      const stop = this.listen((event, key) => fits(event, key) && end(true));
    });
  }

  /** Reads what was shown before the page was opened, then follows. */
  async follow() {
    let pause = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        // A stand-in that was started anew counts from the beginning: what it shows would never come after our number.
        if (pause && (await api.world()).position < this.#position) return this.onRestart();
        const { events, position } = await api.events(this.#position, this.#stopped.signal);
        for (const event of events) this.#take(event);
        this.#position = Math.max(position, this.#position);
        if (pause) this.onLost(false);
        pause = 0;
      } catch {
        if (this.#stopped.signal.aborted) return;
        if (!pause) this.onLost(true);
        pause = Math.min(5000, (pause || 250) * 2);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** What was shown so far, at once. */
  async catchUp() {
    const { position } = await api.world();
    if (!position) return;
    const { events } = await api.events(0);
    for (const event of events) this.#take(event);
    this.#position = position;
    for (const chat of this.chats.values()) chat.unread = 0;
  }

  #take(event) {
    this.#position = event.seq;
    const key = keyOf(event);
    if (!this.chat(key).take(event)) return;
    for (const listener of this.#listeners) listener(event, key);
  }
}
