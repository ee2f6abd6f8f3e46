/** Recorded conversations: read side by side as they went, and played again on new phones. */
import { api } from './api.js';
import { bubble } from './bubble.js';
import { Chat } from './chat.js';
import { h, icon, ICONS } from './dom.js';
import { replay } from './player.js';
import { language, t } from './texts.js';

/** Ms between an answer and the next step. */
const SPEEDS = { speedSlow: 2500, speedNormal: 900, speedFast: 0 };

export class Gallery {
  constructor(house, notice) {
    this.house = house;
    this.notice = notice;
    this.list = h('ul', { class: 'titles' });
    this.shown = h('div', { class: 'recorded' });
    const close = h(
      'button',
      { type: 'button', class: 'round', 'aria-label': t('close'), onclick: () => this.dialog.close() },
      icon(ICONS.close),
    );
    this.dialog = h(
      'dialog',
      { class: 'gallery', 'aria-labelledby': 'gallery-title' },
      h('header', {}, h('h2', { id: 'gallery-title' }, t('gallery')), h('p', {}, t('recordedFrom')), close),
      h('div', { class: 'halves' }, this.list, this.shown),
    );
    document.body.append(this.dialog);
  }

  async open(name) {
    const every = await api.gallery();
    if (every.length === 0) this.shown.replaceChildren(h('p', {}, t('noGallery')));
    this.list.replaceChildren(...every.map((one) => h('li', {}, this.#title(one))));
    this.dialog.showModal();
    const first = every.find((one) => one.name === name) ?? every[0];
    if (first) this.#show(first);
  }

  #title(one) {
    const show = () => this.#show(one);
    return h(
      'button',
      { type: 'button', 'data-name': one.name, onclick: show },
      h('b', {}, one.title[language]),
      h('span', {}, one.about[language]),
    );
  }

  #show(one) {
    for (const button of this.list.querySelectorAll('button'))
      button.setAttribute('aria-current', String(button.dataset.name === one.name));
    const speed = h(
      'select',
      { id: 'speed' },
      Object.keys(SPEEDS).map((key) => h('option', { value: key, selected: key === 'speedNormal' }, t(key))),
    );
    const start = h(
      'button',
      { type: 'button', class: 'main', onclick: () => void this.#replay(one, SPEEDS[speed.value]) },
      t('replay'),
    );
    this.shown.replaceChildren(
      h('div', { class: 'bar' }, h('label', { for: 'speed' }, t('speed')), speed, start),
      h(
        'div',
        { class: 'columns' },
        one.people.map((person) => column(one, person)),
      ),
    );
    this.shown.scrollTop = 0;
  }

  async #replay(one, pause) {
    this.dialog.close();
    const title = one.title[language];
    const stopped = new AbortController();
    const stop = h('button', { type: 'button', onclick: () => stopped.abort() }, t('stopReplay'));
    this.notice(t('replaying', { title }), stop);
    try {
      await replay(this.house, one, { pause, signal: stopped.signal });
      this.notice(t('replayDone', { title }));
    } catch (error) {
      this.notice(t('replayStopped', { reason: error.message }));
    }
  }
}

/** One person's side of it, as their phone showed it at the end. */
function column({ steps }, { key, name }) {
  const chat = new Chat();
  const mine = steps.filter(({ who, before }) => who === key && !before);
  for (const [n, { do: action, shows }] of mine.entries()) {
    if (shows) chat.take({ keyboard: [], ...shows, seq: n + 1, at: Date.parse(shows.at) });
    else if (action.do === 'press') choose(chat, action.button);
  }
  const messages = [...chat.messages.values()].map((message) =>
    bubble(message, {
      own: !message.byBot,
      read: chat.isRead(message),
      sender: name,
      quoted: message.replyTo === undefined ? undefined : chat.messages.get(message.replyTo),
    }),
  );
  return h(
    'section',
    { class: 'column', 'aria-label': name },
    h('h3', {}, name),
    h('ol', { class: 'list', tabindex: '0' }, messages),
  );
}

/** The newest message with that button keeps which one was pressed: a phone does not show it, a reader wants to know. */
function choose(chat, label) {
  const has = ({ buttons }) => buttons.flat().some((button) => button.label === label);
  const message = [...chat.messages.values()].findLast(has);
  if (message) message.chosen = label;
}
