/** One case with what may be done now, and the form that an action needs. The words of actions are those of the bot. */
import { attachment } from './attachment.js';
import { el } from './dom.js';
import { outside } from './outside.js';
import { day, language, moment, t } from './texts.js';

/** Fields that an action asks for. */
const ASKS = {
  tanya: ['note'],
  jawab: ['note'],
  teruskan: ['office'],
  perpanjang: ['note'],
  gabung: ['into'],
  tutup: ['outcome', 'note', 'basis', 'proof', 'proofFile'],
  koreksi: ['kind', 'topic', 'unit', 'urgent', 'accused', 'why'],
};

/** Of a field whose name means something else elsewhere on the page. */
const LABELS = { basis: 'basisAsk', office: 'otherOffice' };

/** It has a place of its own, under the text that goes there. */
const OUTSIDE = 'nomor-luar';

const row = (name, value) => (value ? [el('dt', {}, t(name)), el('dd', {}, value)] : []);

const unitName = ({ sorted }, { units }) => units.find(({ code }) => code === sorted?.unit)?.name[language];

export function drawCase(place, card, { words, act, send, notice, safe, back }) {
  place.replaceChildren(
    el('button', { class: 'back', onclick: back }, t('back')),
    el('h2', {}, card.number),
    el(
      'p',
      { class: 'state' },
      [words.kinds[card.kind], card.topic?.[language], card.standing].filter(Boolean).join(' · '),
    ),
    el('p', { class: 'text' }, card.text || t('onlyFiles', { total: card.files })),
    ...files(card, safe),
    el(
      'dl',
      {},
      ...row('place', card.place),
      ...row('reporter', card.reporter),
      ...row('unit', unitName(card, words)),
      ...row('suggestion', card.suggestion),
      ...row('language', card.language && t(`language-${card.language}`)),
      ...row('answer', card.answer),
      ...row('outsideNumber', card.externalNumber),
      el('dt', {}, t('due', { day: '' })),
      el('dd', {}, day(card.answerBy)),
      ...row('basis', card.basis),
    ),
    el(
      'div',
      { class: 'actions' },
      ...card.offered
        .filter((action) => action !== OUTSIDE)
        .map((action) => button(action, words, () => void act(action, [card]))),
    ),
    ...outside(card, { notice, keep: (note) => send(OUTSIDE, [card], { note }) }),
    el('h3', {}, t('history')),
    el(
      'ul',
      {},
      ...card.steps.map(({ at, what, changes, said }) =>
        el(
          'li',
          {},
          `${moment(at)}: ${[words.steps[what] ?? what, ...changes].join('; ')}`,
          ...(said ? [el('p', { class: 'text' }, said)] : []),
        ),
      ),
    ),
  );
}

const button = (action, words, onclick) =>
  el('button', { class: action === 'jawab' ? 'main' : '', onclick }, words.actions[action] ?? action);

/** Pictures and voice that may be seen: all of them by the handler, by colleagues what the handler has found safe. */
function files({ number, shown = [], handles, files: count }, safe) {
  const hidden = count - shown.length;
  const each = shown.map(({ place, as, mime, safe: isSafe }) => {
    const name = t(as === 'voice' ? 'voice' : as === 'photo' ? 'photo' : 'file', { number: place + 1 });
    return el(
      'figure',
      {},
      attachment(`/desk/api/cases/${number}/files/${place}`, { mime }, name),
      as === 'photo' && handles && !isSafe
        ? el('button', { onclick: () => void safe(place) }, t('markSafe'))
        : el('figcaption', { class: 'quiet' }, isSafe ? t('isSafe') : name),
    );
  });
  const note = hidden ? [el('p', { class: 'quiet' }, t('hiddenFiles', { total: hidden }))] : [];
  return [...(each.length ? [el('div', { class: 'files' }, ...each)] : []), ...note];
}

const option = (value, name, chosen) => el('option', { value, selected: chosen ? '' : null }, name);

/** What is as it was is not sent. */
function fixOf(given, { kind, urgent, sorted }) {
  const { topic, unit } = sorted;
  return {
    ...(given.kind !== kind && { kind: given.kind }),
    ...(given.topic !== (topic ?? '') && { topic: given.topic || null }),
    ...(given.unit && given.unit !== unit && { unit: given.unit }),
    ...(given.urgent !== String(urgent) && { urgent: given.urgent === 'true' }),
    ...(given.accused && { accused: given.accused }),
  };
}

/** The fields of a correction, as the case is sorted now. */
function sorting(card, words) {
  const { topics, units } = words;
  const select = (name, ...options) => el('select', { name }, ...options);
  const { topic, unit } = card.sorted ?? {};
  return {
    kind: () =>
      select('kind', ...Object.entries(words.kinds).map(([code, name]) => option(code, name, code === card.kind))),
    topic: () =>
      select(
        'topic',
        option('', t('noTopic'), topic === null),
        ...topics.map(({ code, name }) => option(code, name[language], code === topic)),
      ),
    unit: () =>
      select(
        'unit',
        option('', t('noUnit'), unit === null),
        ...units.map(({ code, name }) => option(code, name[language], code === unit)),
      ),
    urgent: () =>
      select(
        'urgent',
        ...['true', 'false'].map((value) => option(value, words.urgency[value], value === String(card.urgent))),
      ),
    accused: () =>
      select(
        'accused',
        option('', t('accusedNone'), true),
        ...Object.entries(words.accusations).map(([code, name]) => option(code, name, false)),
      ),
  };
}

export function openForm(place, { action, cards, words, send }) {
  const asked = ASKS[action] ?? [];
  if (!asked.length) return void send(action, cards, {});
  const fields = {
    ...sorting(cards[0], words),
    note: () => el('textarea', { name: 'note', required: '' }),
    office: () =>
      el('select', { name: 'office' }, ...words.offices.map(({ code, short }) => el('option', { value: code }, short))),
    outcome: () =>
      el(
        'select',
        { name: 'outcome' },
        ...Object.entries(words.outcomes).map(([code, name]) => el('option', { value: code }, name)),
      ),
    basis: () => el('input', { name: 'basis' }),
    proof: () => el('input', { name: 'proof' }),
    proofFile: () => el('input', { name: 'proofFile', type: 'file' }),
    why: () => el('input', { name: 'why' }),
    into: () => el('input', { name: 'into', required: '', pattern: 'A-[0-9]+', placeholder: 'A-1001' }),
  };
  const form = el(
    'form',
    {
      class: `press ${action}`,
      onsubmit: async (event) => {
        event.preventDefault();
        const button = form.querySelector('button');
        button.disabled = true;
        const { proofFile, ...given } = Object.fromEntries(new FormData(form));
        const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
        const asks = action === 'koreksi' ? { fix: fixOf(given, cards[0]), note: given.why } : filled;
        // Where none was chosen, browsers give an empty one.
        await send(action, cards, asks, proofFile?.size ? proofFile : null);
        // It is there still where no answer came: pressed again, it is the same press.
        button.disabled = false;
        if (form.isConnected) button.focus();
      },
    },
    el('strong', {}, `${words.actions[action]}: ${cards.map(({ number }) => number).join(', ')}`),
    ...asked.map((name) => el('label', {}, t(LABELS[name] ?? name), fields[name]())),
    el('div', { class: 'actions' }, el('button', { class: 'main' }, t('send'))),
  );
  place.querySelector('form.press')?.remove();
  const before = place.querySelector('h3');
  if (before) before.before(form);
  else place.replaceChildren(form);
  form.querySelector('textarea, select, input')?.focus();
}
