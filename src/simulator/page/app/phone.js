/** One person's phone: their chats as tabs, the open chat's messages, and the line to write in. */
import { api } from './api.js';
import { chatKey } from './chat.js';
import { Composer } from './composer.js';
import { h, icon, ICONS } from './dom.js';
import { Log } from './log.js';
import { openMenu } from './menu.js';
import { phoneMenu } from './phone-menu.js';
import { t } from './texts.js';

/** Ms that "typing" and a bot's short word stay. */
const TYPING = 5000;
const TOAST = 4000;

export class Phone {
  /** `house` is what phones share: feed, world, changed(), notice(), remove(phone). */
  constructor(house, person, where) {
    this.house = house;
    this.person = person;
    this.where = where;
    this.name = person;
    this.state = { opened: false, blocked: false };
    this.#build();
    this.stop = house.feed.listen((event, key) => this.#take(event, key));
  }

  get key() {
    return chatKey(this.person, this.where);
  }

  get chat() {
    return this.house.feed.chat(this.key);
  }

  /** The person as the platform knows them; made known on first use. */
  async open() {
    const { name, id } = await api.person(this.person);
    Object.assign(this, { name, id });
    this.element.setAttribute('aria-label', name);
    this.avatar.textContent = name.slice(0, 1).toUpperCase();
    this.title.textContent = name;
    this.more.setAttribute('aria-label', t('phoneMenu', { name }));
    await this.show(this.where);
  }

  #build() {
    this.avatar = h('span', { class: 'avatar', 'aria-hidden': 'true' });
    this.title = h('h2', {});
    this.more = h('button', { type: 'button', class: 'round', 'aria-haspopup': 'menu' }, icon(ICONS.more));
    this.more.addEventListener('click', () =>
      openMenu(this.more, phoneMenu(this), this.more.getAttribute('aria-label')),
    );
    this.tabs = h('div', { class: 'tabs', role: 'tablist' });
    this.tabs.addEventListener('keydown', (event) => this.#tabKey(event));
    this.head = h('p', { class: 'head' });
    this.log = new Log(this);
    this.toast = h('p', { class: 'toast', role: 'status' });
    this.composer = new Composer(
      (action) => this.act(action),
      (error) => this.say(t('failed', { reason: error.message })),
    );
    this.panel = h(
      'div',
      { class: 'panel', role: 'tabpanel' },
      this.head,
      this.log.element,
      this.toast,
      this.composer.element,
    );
    const top = h('header', { class: 'owner' }, this.avatar, this.title, this.more);
    this.element = h(
      'section',
      { class: 'phone', id: `phone-${this.person}` },
      h('div', { class: 'body' }, top, this.tabs, this.panel),
    );
  }

  /** Private chats with each bot, and the groups this person is in. */
  places() {
    const { bots, groups } = this.house.world;
    const mine = groups.filter(({ people, movedTo }) => people.includes(this.person) && movedTo === null);
    const [tabs, briefs] = short(bots.map(({ name }) => name));
    return [
      ...bots.map(({ username, name }, n) => ({ where: username, name, tab: tabs[n], brief: briefs[n] })),
      ...mine.flatMap((group) => this.#inGroup(group)),
    ];
  }

  /** The group itself, and its topics that are open, or open on this phone. */
  #inGroup({ id, title, people, topics }) {
    const group = { where: String(id), name: title, tab: title, people: people.length };
    const shown = topics.map((topic) => ({ ...topic, where: `${id}:${topic.id}` }));
    const open = shown.filter(({ closed, where }) => !closed || where === this.where);
    return [
      group,
      ...open.map(({ where, name }) => ({ where, name, tab: name.split(' · ')[0], people: people.length })),
    ];
  }

  /** A number at WhatsApp and no bot: it looks the part, and nobody presses Start there. */
  get isNumber() {
    return this.house.world.bots.some(({ username, channel }) => username === this.where && isWhatsApp(channel));
  }

  async show(where) {
    this.where = where;
    this.element.classList.toggle('whatsapp', this.isNumber);
    this.#idle();
    const group = where.startsWith('-');
    const { opened, blocked } = await api.look(this.person, where);
    if (where !== this.where) return;
    this.state = { opened: opened || group, blocked };
    this.chat.unread = 0;
    this.log.draw();
    this.composer.show({ ...this.state, keyboard: this.chat.keyboard });
    this.drawTabs();
    this.house.changed();
  }

  async act(action) {
    const done = await api.act(this.person, this.where, action);
    if (['start', 'block', 'unblock', 'clear'].includes(action.do)) await this.show(this.where);
    return done;
  }

  /** A word for this phone, shown for a while and read out. */
  say(text) {
    this.toast.textContent = text;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => (this.toast.textContent = ''), TOAST);
  }

  drawTabs() {
    this.tabs.setAttribute('aria-label', t('chats', { name: this.name }));
    const draw = ({ where, name, tab, brief = tab }) => {
      const open = where === this.where;
      const { unread } = this.house.feed.chat(chatKey(this.person, where));
      const waits = unread > 0 && !open;
      const badge = waits && [
        h('span', { class: 'badge', 'aria-hidden': 'true' }, `${unread}`),
        h('span', { class: 'unseen' }, t('unread', { count: unread })),
      ];
      // Whoever hears the page has room for the whole name.
      const words = [h('span', { 'aria-hidden': 'true' }, brief), h('span', { class: 'unseen' }, tab)];
      const attributes = {
        type: 'button',
        role: 'tab',
        'aria-selected': String(open),
        title: name,
        tabindex: open ? '0' : '-1',
      };
      return h('button', { ...attributes, onclick: () => void this.show(where) }, ...words, badge);
    };
    const focused = this.tabs.contains(document.activeElement);
    this.tabs.replaceChildren(...this.places().map(draw));
    if (focused) this.tabs.querySelector('[aria-selected=true]')?.focus();
    this.panel.setAttribute('aria-label', this.places().find(({ where }) => where === this.where)?.name ?? this.where);
    this.#drawHead();
  }

  #tabKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const places = this.places();
    const now = places.findIndex(({ where }) => where === this.where);
    void this.show(places.at((now + step) % places.length).where);
  }

  #drawHead() {
    const place = this.places().find(({ where }) => where === this.where);
    const state = this.typing
      ? t('typing')
      : this.state.blocked
        ? t('blockedState')
        : place?.people
          ? t('groupOf', { count: place.people })
          : t(this.isNumber ? 'number' : 'online');
    this.head.replaceChildren(
      h('b', {}, place?.name ?? this.where),
      h('span', { class: this.typing ? 'state busy' : 'state' }, state),
    );
  }

  #take(event, key) {
    if (key !== this.key) {
      if (event.people.includes(this.person)) this.drawTabs();
      return;
    }
    if (event.what === 'action') return this.#isTyping();
    if (event.byBot) this.#idle();
    if (event.what === 'toast') return event.text && this.say(event.text);
    this.chat.unread = 0;
    this.log.take(event);
    this.composer.show({ ...this.state, keyboard: event.keyboard });
    this.house.changed();
  }

  #isTyping() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#idle(), TYPING);
    this.#drawHead();
  }

  #idle() {
    clearTimeout(this.typing);
    this.typing = undefined;
    this.#drawHead();
  }

  close() {
    this.stop();
    this.drawer?.close();
    this.element.remove();
  }
}

const isWhatsApp = (channel) => channel?.startsWith('whatsapp-');

/** Names without the first words that all have, whole and as short as a narrow tab needs them. */
function short(names) {
  const words = names.map((name) => name.split(' '));
  const most = Math.min(...words.map(({ length }) => length)) - 1;
  const differ = words[0]?.findIndex((word, n) => n >= most || words.some((other) => other[n] !== word)) ?? 0;
  const rests = words.map((each) => each.slice(Math.max(0, differ)));
  // The first word of what is left, where that tells them apart: "DPRD", "WA DPRD".
  const briefs = rests.map((rest) => (rest.at(-1) === '(WhatsApp)' ? `WA ${rest[0]}` : rest[0]));
  const whole = rests.map((rest) => rest.join(' '));
  return [whole, new Set(briefs).size === briefs.length ? briefs : whole];
}
