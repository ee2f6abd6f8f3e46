/** Reports: the queue, one case, and the same answer to several. */
import { ask, press, sendFile } from './api.js';
import { drawCase, openForm } from './case.js';
import { drawQueue } from './queue.js';
import { t } from './texts.js';

const at = (id) => document.querySelector(`#${id}`);

export function casesPane({ words, notice, reading }) {
  const desk = { cases: [], today: '', current: null, card: null, picked: new Set() };
  let search = '';

  async function refresh() {
    const found = await ask('queue', { search });
    if (!found) return 0;
    Object.assign(desk, { cases: found.cases, today: found.today });
    at('who').textContent = found.name;
    for (const number of desk.picked) if (!desk.cases.some((one) => one.number === number)) desk.picked.delete(number);
    desk.current ??= desk.cases[0]?.number ?? null;
    draw();
    await follow();
    return desk.cases.length;
  }

  const isWriting = () =>
    at('case').querySelector('form.press') !== null || Boolean(at('case').querySelector('form.number input')?.value);

  /** What a colleague changed is seen, unless something is being written about it. */
  async function follow() {
    const now = desk.cases.find(({ number }) => number === desk.card?.number);
    if (!now || now.version === desk.card.version || isWriting()) return;
    desk.card = (await ask(`cases/${now.number}`)) ?? desk.card;
    drawOne();
  }

  const focus = () => (at('list').querySelector('[aria-current]') ?? at('to-cases')).focus();

  function draw() {
    const inside = at('list').contains(document.activeElement);
    drawQueue(at('list'), desk, { choose: open, pick });
    if (inside) focus();
    at('count').textContent = desk.cases.length ? t('waiting', { total: desk.cases.length }) : t('none');
    at('bulk').hidden = desk.picked.size === 0;
    at('bulk').textContent = t('bulk', { total: desk.picked.size });
  }

  const drawOne = () => drawCase(at('case'), desk.card, { words, act, send, notice, safe, back });

  async function open(number) {
    desk.current = number;
    desk.card = await ask(`cases/${number}`);
    draw();
    if (!desk.card) return;
    drawOne();
    reading(true);
  }

  function back() {
    reading(false);
    focus();
  }

  function pick(number) {
    if (!desk.picked.delete(number)) desk.picked.add(number);
    draw();
  }

  /** Opens the form of an action on the cases given, or carries it out where it asks for nothing. */
  function act(action, cards) {
    openForm(at('case'), { action, cards, words, send });
    reading(true);
  }

  async function safe(place) {
    const { number } = desk.card;
    const marked = await ask('safe', { number, place });
    notice(marked?.outcome === 'done' ? t('markedSafe') : t('failed'));
    await open(number);
  }

  async function send(action, cards, fields, file = null) {
    const on = cards.map(({ number, version }) => ({ number, seen: version }));
    const given = { on, action, ...fields };
    const ended = file
      ? await sendFile('press/file', { press: JSON.stringify(given) }, file)
      : await press('press', given);
    if (ended === 'too-large') return notice(t('tooLarge'));
    if (!ended) return notice(t('unanswered'));
    // Something lacks: what was written stands, and is written on.
    if (ended.every(({ lacks }) => lacks)) return notice(ended[0].text);
    const good = ended.filter(({ done }) => done);
    const told = ended.find(({ done }) => !done) ?? ended[0];
    notice(ended.length > 1 ? t('bulkDone', { done: good.length, total: ended.length }) : told.text);
    for (const { number } of good) desk.picked.delete(number);
    at('case').querySelector('form.press')?.remove();
    await refresh();
    if (desk.current) await open(desk.current);
    focus();
  }

  function move(by) {
    const place = desk.cases.findIndex(({ number }) => number === desk.current);
    const next = desk.cases[Math.min(Math.max(place + by, 0), desk.cases.length - 1)];
    if (next) desk.current = next.number;
    draw();
    focus();
  }

  const offered = (action) => desk.card && desk.card.offered.includes(action) && act(action, [desk.card]);
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
  at('search').addEventListener('keydown', (event) => event.key === 'Enter' && focus());

  return {
    ...{ refresh, focus },
    leave() {
      if (desk.card) drawOne();
      focus();
    },
    keys: {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => desk.current && open(desk.current),
      x: () => desk.current && pick(desk.current),
      j: () => (desk.picked.size ? bulk() : offered('jawab')),
      t: () => offered('teruskan'),
      u: () => offered('tutup'),
      b: () => offered('koreksi'),
      '/': () => at('search').focus(),
    },
  };
}
