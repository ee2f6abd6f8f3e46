/** What the database holds of the open chat: its journal, its queues, and the documents of the case. Reads only. */
import { api } from './api.js';
import { h, icon, ICONS } from './dom.js';
import { t } from './texts.js';

/** Ms between two looks where nothing was shown, and after something was. */
const CALM = 2500;
const SOON = 250;

export class Drawer {
  #last = '';

  constructor(phone) {
    this.phone = phone;
    this.content = h('div', { class: 'content' });
    const close = h(
      'button',
      { type: 'button', class: 'round', 'aria-label': t('close'), onclick: () => this.close() },
      icon(ICONS.close),
    );
    this.title = h('h3', {});
    this.element = h('aside', { class: 'drawer', tabindex: '-1' }, h('header', {}, this.title, close), this.content);
    this.element.addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
    this.stop = phone.house.feed.listen(() => this.#soon(SOON));
    void this.#look();
  }

  close() {
    this.stop();
    clearTimeout(this.timer);
    this.phone.drawer = undefined;
    this.element.remove();
    this.phone.more.focus();
  }

  #soon(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.#look(), ms);
  }

  async #look() {
    const { phone } = this;
    const title = t('drawerOf', { name: phone.name });
    this.title.textContent = title;
    this.element.setAttribute('aria-label', title);
    const found = await api.chat(chatOf(phone)).catch(() => null);
    if (phone.drawer !== this) return;
    const text = JSON.stringify(found);
    // What was opened stays open, and a reader is not thrown back, while nothing has changed.
    if (found && text !== this.#last) this.#draw(found);
    if (found) this.#last = text;
    this.#soon(CALM);
  }

  #draw(found) {
    const open = new Set([...this.content.querySelectorAll('details[open]')].map((each) => each.dataset.name));
    this.content.replaceChildren(...(found.chat ? sections(found) : [h('p', {}, t('drawerEmpty'))]));
    for (const each of this.content.querySelectorAll('details')) each.open = open.has(each.dataset.name);
  }
}

function chatOf({ house, where, id }) {
  const bot = house.world.bots.find(({ username }) => username === where);
  if (bot) return `${bot.channel}:${id}`;
  // A group's chat belongs to the bot that is in it; the first that the database knows.
  return `${house.world.bots[0].channel}:${where}`;
}

function sections({ chat, documents }) {
  const { run, wait, inbox, outbox, parked, intents } = chat;
  return [
    section('run', run, run ? journal(run) : h('p', {}, t('noRun'))),
    section('wait', wait, wait ? pairs(questionOf(wait)) : nothing()),
    section('pending', intents, rows(Object.values(intents ?? {}), ['command', 'requestKey', 'tries'])),
    section('inbox', inbox, rows(inbox, ['kind', 'id', 'text'])),
    section(
      'outbox',
      outbox,
      rows(
        Object.values(outbox ?? {}).map(({ state, message }) => ({ state, text: plain(message.text) })),
        ['state', 'text'],
      ),
    ),
    section('parked', parked, rows(parked, ['flow', 'version'])),
    h('h4', {}, t('documents')),
    Object.keys(documents).length === 0 && nothing(),
    Object.entries(documents).flatMap(([name, docs]) =>
      docs.map((doc) => section(`${name} ${doc._id}`, doc, pairs(doc), `${name} · ${short(doc._id)}`)),
    ),
  ]
    .flat(2)
    .filter(Boolean);
}

const section = (key, data, content, title = t(key)) =>
  h(
    'section',
    {},
    h('h4', {}, title),
    content,
    !isEmpty(data) &&
      h(
        'details',
        { 'data-name': key },
        h('summary', {}, t('json')),
        h('pre', { tabindex: '0' }, JSON.stringify(data, null, 2)),
      ),
  );

const isEmpty = (data) => !data || Object.keys(data).length === 0;
const nothing = () => h('p', { class: 'nothing' }, t('nothing'));

/** The journal in the order of the questions, and the effect that is waited for. */
function journal({ flow, version, order, answers, pending }) {
  const given = order.map((key) => ({ key, value: answers[key]?.value }));
  return [
    pairs({ [t('flow')]: `${flow} ${version}`, ...(pending && { [t('pending')]: pending.key }) }),
    h('h5', {}, t('answers')),
    rows(given, ['key', 'value']),
  ];
}

const questionOf = ({ kind, key, askNo, choices }) => ({
  ...{ kind, ...(key && { [t('key')]: key }), askNo },
  ...(choices?.length > 0 && { choices: choices.map(({ id }) => id).join(', ') }),
});

const pairs = (record) =>
  h(
    'table',
    {},
    Object.entries(record).map(([key, value]) => h('tr', {}, h('th', { scope: 'row' }, key), h('td', {}, cell(value)))),
  );

function rows(list, columns) {
  if (!list?.length) return nothing();
  const head = columns.map((name) =>
    h('th', { scope: 'col' }, ['key', 'value', 'state', 'text', 'flow'].includes(name) ? t(name) : name),
  );
  const body = list.map((item) =>
    h(
      'tr',
      {},
      columns.map((name) => h('td', {}, cell(item[name]))),
    ),
  );
  return h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, body));
}

const plain = (html) => html.replace(/<[^>]+>/g, '');

/** A list of things happened is read line by line. */
const cell = (value) =>
  Array.isArray(value) && value.length > 0
    ? h(
        'ul',
        {},
        value.map((each) =>
          h('li', {}, typeof each === 'object' ? Object.values(each).map(short).join(' · ') : short(each)),
        ),
      )
    : short(value);

function short(value) {
  if (value === undefined || value === null) return '–';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > 140 ? `${text.slice(0, 139)}…` : text;
}
