/** The messages of the open chat. New ones are read out; what is drawn again when a tab is opened is not. */
import { bubble, ticks } from './bubble.js';
import { h } from './dom.js';
import { messageMenu } from './message-menu.js';
import { openMenu } from './menu.js';
import { t } from './texts.js';

/** Px from the end within which new messages are followed. */
const NEAR = 80;

export class Log {
  #items = new Map();
  #atEnd = true;
  #top = 0;

  constructor(phone) {
    this.phone = phone;
    this.list = h('ol', { class: 'list' });
    const reads = { role: 'log', 'aria-live': 'polite', 'aria-label': t('messages') };
    this.element = h('div', { class: 'log', tabindex: '0', ...reads }, this.list);
    // A picture gets its height late, and a phone behind another has none: whoever was at the end stays there.
    const follow = new ResizeObserver(() => this.#atEnd && this.#end());
    for (const each of [this.element, this.list]) follow.observe(each);
    this.element.addEventListener('scroll', () => this.#scrolled());
  }

  /** Only who scrolls up leaves the end: where the log itself gets lower, as when a row appears above it, nobody has moved. */
  #scrolled() {
    const { scrollTop } = this.element;
    this.#atEnd = this.#isNear() || (this.#atEnd && scrollTop >= this.#top);
    this.#top = scrollTop;
  }

  draw() {
    this.element.setAttribute('aria-live', 'off');
    this.#items.clear();
    const { messages } = this.phone.chat;
    this.list.replaceChildren();
    for (const message of messages.values()) this.#append(message);
    if (messages.size === 0)
      this.list.append(h('li', { class: 'service' }, h('span', {}, t(this.phone.isNumber ? 'emptyNumber' : 'empty'))));
    this.#end();
    // Only after the browser has seen the list as silent.
    requestAnimationFrame(() => this.element.setAttribute('aria-live', 'polite'));
  }

  take(event) {
    const near = this.#atEnd || this.#isNear();
    if (event.what === 'cleared') return this.draw();
    if (event.what === 'deleted') this.#remove(event.id);
    else if (event.what === 'edited') this.#replace(event.id);
    else {
      if (this.#items.size === 0) this.list.replaceChildren();
      this.#append(this.phone.chat.messages.get(event.id));
    }
    if (event.byBot) this.#markRead();
    if (near || event.from === this.phone.person) this.#end();
  }

  #append(message) {
    const item = this.#make(message);
    const last = this.list.lastElementChild;
    this.#items.set(message.id, item);
    // The pictures of an album stand together, as they were sent.
    if (message.album !== undefined && last?.dataset.album === message.album) {
      const grid = last.querySelector('.bubble');
      grid.classList.add('album');
      const photo = item.querySelector('.photo, .file');
      if (photo) grid.insertBefore(photo, grid.querySelector('.text, .meta'));
      this.#items.set(message.id, last);
      return;
    }
    if (message.album !== undefined) item.dataset.album = message.album;
    this.list.append(item);
  }

  #make(message) {
    const { phone } = this;
    const { chat } = phone;
    const group = message.group !== undefined;
    const own = message.from === phone.person;
    const { bots, people } = phone.house.world;
    const sender =
      bots.find(({ username }) => username === message.from)?.name ??
      people.find(({ key }) => key === message.from)?.name ??
      message.from;
    return bubble(message, {
      own,
      read: chat.isRead(message),
      sender,
      name: group && !own ? sender : undefined,
      quoted: message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo),
      on: {
        press: (place, button) => this.#press(message, place, button),
        menu: (event) =>
          openMenu(event.currentTarget, messageMenu(phone, chat.messages.get(message.id), own), t('messageMenu')),
      },
    });
  }

  async #press(message, button, element) {
    element.classList.add('pressed');
    const over = this.phone.house.feed.waitFor((event, key) => event.byBot && key === this.phone.key, 4000);
    try {
      await this.phone.act({ do: 'press', button, message: message.id });
      await over;
    } catch (error) {
      this.phone.say(t('failed', { reason: error.message }));
    } finally {
      element.classList.remove('pressed');
    }
  }

  #replace(id) {
    const old = this.#items.get(id);
    if (!old) return;
    const focused = old.contains(document.activeElement);
    const item = this.#make(this.phone.chat.messages.get(id));
    old.replaceWith(item);
    this.#items.set(id, item);
    // A button that the bot took away leaves a keyboard user where they were.
    if (focused) (item.querySelector('button') ?? this.element).focus();
  }

  #remove(id) {
    this.#items.get(id)?.remove();
    this.#items.delete(id);
  }

  #markRead() {
    for (const mark of this.list.querySelectorAll('.ticks:not(.read)')) mark.replaceWith(ticks(true));
  }

  #isNear() {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  #end() {
    this.#atEnd = true;
    this.element.scrollTop = this.element.scrollHeight;
    this.#top = this.element.scrollTop;
  }
}
