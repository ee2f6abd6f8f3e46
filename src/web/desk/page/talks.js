/** Conversations: one's own, those that wait, and the one that is open. What is written meanwhile is never drawn over. */
import { ask, press, sendFile } from './api.js';
import { el } from './dom.js';
import { drawLines, drawTalk, openTool } from './talk.js';
import { moment, t } from './texts.js';

const at = (id) => document.querySelector(`#${id}`);
/** Groups of the list, in their order. */
const GROUPS = [
  ['talksMine', ({ mine }) => mine],
  ['talksOurs', ({ mine, ours }) => !mine && ours],
  ['talksOthers', ({ mine, ours }) => !mine && !ours],
];

export function talksPane({ words, notice, reading }) {
  const desk = { talks: [], current: null, talk: null };

  /** How many wait for a word or for somebody. */
  async function refresh() {
    const found = await ask('talks');
    if (!found) return null;
    desk.talks = GROUPS.flatMap(([, fits]) => found.filter(fits));
    desk.current ??= desk.talks[0]?.number ?? null;
    drawList();
    await follow();
    return desk.talks.filter(({ mine, owed, ours }) => (mine ? owed : ours)).length;
  }

  const focus = () => (at('waiting').querySelector('[aria-current]') ?? at('to-talks')).focus();

  function drawList() {
    const inside = at('waiting').contains(document.activeElement);
    const groups = GROUPS.map(([name, fits]) => [name, desk.talks.filter(fits)]).filter(([, some]) => some.length);
    at('waiting').replaceChildren(
      ...groups.flatMap(([name, some]) => [el('h2', {}, t(name)), el('ul', { class: 'rows' }, ...some.map(row))]),
      ...(groups.length ? [] : [el('p', { class: 'quiet' }, t('noTalks'))]),
    );
    if (inside) focus();
  }

  function row(talk) {
    const { number, about, who, said, mine, owed, since } = talk;
    const current = number === desk.current;
    const state = t(mine ? (owed ? 'owed' : 'answered') : 'waits', { since: moment(since) });
    return el(
      'li',
      { class: current ? 'current' : null },
      el(
        'button',
        { 'aria-current': current ? 'true' : null, onclick: () => void open(number) },
        el('span', {}, el('strong', {}, number), ` ${who} · ${about}`),
        el('span', {}, said || t('aFile')),
        el('span', { class: mine && owed ? 'late' : 'quiet' }, state),
      ),
    );
  }

  async function open(number) {
    desk.current = number;
    desk.talk = await ask(`talks/${number}`);
    drawList();
    if (!desk.talk) return;
    // Seen first: what is hidden has no height, and would not be drawn at its end.
    reading(true);
    drawWhole();
    at('talk').querySelector('textarea')?.focus();
  }

  const drawWhole = () => drawTalk(at('talk'), desk.talk, { words, use, speak, tool, back });

  function back() {
    reading(false);
    focus();
  }

  /** Only what was said is drawn anew, unless somebody else has it now. */
  async function follow() {
    if (!desk.talk) return;
    const now = await ask(`talks/${desk.talk.number}`);
    if (!now) return;
    const same = now.mine === desk.talk.mine && now.state === desk.talk.state && now.holder === desk.talk.holder;
    desk.talk = now;
    if (same) drawLines(at('talk'), now);
    else drawWhole();
  }

  const tool = (name) => openTool(at('talk'), name, desk.talk, { words, use });

  const composer = () => at('talk').querySelector('.composer textarea');

  /** The bot's own words say what came of it. */
  async function use(action, fields = {}) {
    const { number } = desk.talk;
    return ended(await press('talk', { number, action, ...fields }));
  }

  async function speak(text, file) {
    const { number } = desk.talk;
    return ended(
      file
        ? await sendFile('talk/file', { number, text }, file)
        : await press('talk', { number, action: 'kata', text }),
    );
  }

  async function ended(pressed) {
    notice(pressed === 'too-large' ? t('tooLarge') : pressed ? pressed.text : t('unanswered'));
    if (pressed?.done) at('talk').querySelector('form.tool')?.remove();
    // At once, so that a quick officer's next key is not caught by it; later only where the answer's place is a new one.
    const place = composer();
    place?.focus();
    await refresh();
    if (composer() !== place || !place) (composer() ?? at('waiting').querySelector('[aria-current]'))?.focus();
    return pressed;
  }

  function move(by) {
    const place = desk.talks.findIndex(({ number }) => number === desk.current);
    const next = desk.talks[Math.min(Math.max(place + by, 0), desk.talks.length - 1)];
    if (next) desk.current = next.number;
    drawList();
    focus();
  }

  const mine = (name) => () => desk.talk?.mine && desk.talk.state === 'ditangani' && tool(name);

  return {
    ...{ refresh, focus },
    leave() {
      at('talk').querySelector('form.tool')?.remove();
      focus();
    },
    keys: {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => desk.current && open(desk.current),
      a: () => desk.talk && !desk.talk.holder && use('ambil'),
      b: () => at('talk').querySelector('textarea')?.focus(),
      s: mine('siap'),
      c: mine('catat'),
      l: mine('label'),
      p: mine('oper'),
      r: mine('laporan'),
      u: mine('tutup'),
    },
  };
}
