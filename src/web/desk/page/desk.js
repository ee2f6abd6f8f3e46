/** The desk: the queue on the left, a case on the right, all of it by keyboard too. */
import { ask, listen, session } from './api.js';
import { drawCase, openForm } from './case.js';
import { drawQueue } from './queue.js';
import { loadTexts, t } from './texts.js';

const words = await loadTexts();
const at = (id) => document.querySelector(`#${id}`);
const desk = { cases: [], today: '', current: null, card: null, picked: new Set() };
const lists = { offices: [], topics: [], units: [] };
let search = '';

const notice = (text) => void (at('notice').textContent = text);

async function refresh() {
  const found = await ask(`queue?q=${encodeURIComponent(search)}`);
  if (!found) return;
  Object.assign(desk, { cases: found.cases, today: found.today });
  at('who').textContent = found.name;
  for (const number of desk.picked) if (!desk.cases.some((one) => one.number === number)) desk.picked.delete(number);
  desk.current ??= desk.cases[0]?.number ?? null;
  draw();
}

const focusQueue = () => at('list').querySelector('[aria-current]')?.focus();

function draw() {
  const inside = at('list').contains(document.activeElement);
  drawQueue(at('list'), desk, { choose: open, pick });
  if (inside) focusQueue();
  at('count').textContent = desk.cases.length ? t('waiting', { total: desk.cases.length }) : t('none');
  at('bulk').hidden = desk.picked.size === 0;
  at('bulk').textContent = t('bulk', { total: desk.picked.size });
}

async function open(number) {
  desk.current = number;
  desk.card = await ask(`cases/${number}`);
  draw();
  if (desk.card) drawCase(at('case'), desk.card, { words, lists, act });
}

function pick(number) {
  if (!desk.picked.delete(number)) desk.picked.add(number);
  draw();
}

/** Opens the form of an action on the cases given, or carries it out where it asks for nothing. */
const act = (action, cards) => openForm(at('case'), { action, cards, lists, words, send: press });

async function press(action, cards, fields) {
  const on = cards.map(({ number, version }) => ({ number, seen: version }));
  const ended = await ask('press', { key: crypto.randomUUID(), on, action, ...fields });
  if (!ended) return notice(t('failed'));
  const good = ended.filter(({ done }) => done);
  const told = ended.find(({ done }) => !done) ?? ended[0];
  notice(ended.length > 1 ? t('bulkDone', { done: good.length, total: ended.length }) : told.text);
  for (const { number } of good) desk.picked.delete(number);
  await refresh();
  if (desk.current) await open(desk.current);
  focusQueue();
}

const move = (by) => {
  const place = desk.cases.findIndex(({ number }) => number === desk.current);
  const next = desk.cases[Math.min(Math.max(place + by, 0), desk.cases.length - 1)];
  if (next) desk.current = next.number;
  draw();
  focusQueue();
};

const offered = (action) => desk.card && desk.card.offered.includes(action) && act(action, [desk.card]);

const KEYS = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => desk.current && open(desk.current),
  x: () => desk.current && pick(desk.current),
  j: () => (desk.picked.size ? bulk() : offered('jawab')),
  t: () => offered('teruskan'),
  u: () => offered('tutup'),
  b: () => offered('koreksi'),
  '/': () => at('search').focus(),
};

document.addEventListener('keydown', (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === 'Escape') {
    focusQueue();
    if (desk.card) drawCase(at('case'), desk.card, { words, lists, act });
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && event.target.tagName === 'BUTTON') return;
  const known = KEYS[event.key];
  if (!known) return;
  event.preventDefault();
  void known();
});

const bulk = () =>
  act(
    'jawab',
    desk.cases.filter(({ number }) => desk.picked.has(number)),
  );
at('bulk').addEventListener('click', bulk);
at('search').addEventListener('input', (event) => {
  search = event.target.value;
  desk.current = null;
  void refresh();
});
at('search').addEventListener('keydown', (event) => event.key === 'Enter' && focusQueue());
at('leave').addEventListener('click', () => void fetch('/desk/keluar', { method: 'POST' }).finally(signedOut));
session.addEventListener('ended', signedOut);

function signedOut() {
  at('desk').hidden = true;
  at('leave').hidden = true;
  notice(t('signedOut'));
}

await refresh();
Object.assign(lists, { offices: (await ask('offices')) ?? [], ...(await ask('sorting')) });
focusQueue();
listen({ changed: () => void refresh(), lost: () => notice(t('offline')), back: () => notice('') });
