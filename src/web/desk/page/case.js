/** One case with what may be done now, and the form that an action needs. The words of actions are those of the bot. */
import { el } from './dom.js';
import { day, language, moment, t } from './texts.js';

/** Fields that an action asks for. */
const ASKS = {
  tanya: ['note'],
  jawab: ['note'],
  teruskan: ['office', 'note'],
  'nomor-luar': ['note'],
  perpanjang: ['note'],
  gabung: ['into'],
  tutup: ['outcome', 'note', 'basis', 'proof'],
};

const row = (name, value) => (value ? [el('dt', {}, t(name)), el('dd', {}, value)] : []);

export function drawCase(place, card, { words, act }) {
  place.replaceChildren(
    el('h2', {}, card.number),
    el(
      'p',
      { class: 'state' },
      [words.kinds[card.kind], card.topic?.[language], words.states[card.state]].filter(Boolean).join(' · '),
    ),
    el('p', { class: 'text' }, card.text || t('files')),
    ...files(card),
    el(
      'dl',
      {},
      ...row('place', card.place),
      ...row('reporter', card.reporter),
      ...row('answer', card.answer),
      el('dt', {}, t('due', { day: '' })),
      el('dd', {}, day(card.answerBy)),
      ...row('basis', card.basis),
    ),
    el(
      'div',
      { class: 'actions' },
      ...card.offered.map((action) => button(action, words, () => void act(action, [card]))),
    ),
    el('h3', {}, t('history')),
    el('ul', {}, ...card.steps.map(({ at, what }) => el('li', {}, `${moment(at)}: ${words.steps[what] ?? what}`))),
  );
}

const button = (action, words, onclick) =>
  el('button', { class: action === 'jawab' ? 'main' : '', onclick }, words.actions[action] ?? action);

function files({ number, showable, files: count }) {
  if (!showable) return [];
  const links = Array.from({ length: count }, (_, place) =>
    el('a', { href: `/desk/api/cases/${number}/files/${place}`, target: '_blank' }, t('file', { number: place + 1 })),
  );
  return [el('p', { class: 'files' }, ...links)];
}

export function openForm(place, { action, cards, offices, words, send }) {
  const asked = ASKS[action] ?? [];
  if (!asked.length) return void send(action, cards, {});
  const fields = {
    note: () => el('textarea', { name: 'note', required: '' }),
    office: () =>
      el('select', { name: 'office' }, ...offices.map(({ code, short }) => el('option', { value: code }, short))),
    outcome: () =>
      el(
        'select',
        { name: 'outcome' },
        ...Object.entries(words.outcomes).map(([code, name]) => el('option', { value: code }, name)),
      ),
    basis: () => el('input', { name: 'basis' }),
    proof: () => el('input', { name: 'proof' }),
    into: () => el('input', { name: 'into', required: '', pattern: 'A-[0-9]+', placeholder: 'A-1001' }),
  };
  const label = { note: 'note', office: 'office', outcome: 'outcome', basis: 'basisAsk', proof: 'proof', into: 'into' };
  const form = el(
    'form',
    {
      class: 'press',
      onsubmit: (event) => {
        event.preventDefault();
        form.querySelector('button').disabled = true;
        const given = [...new FormData(form)].filter(([, value]) => value !== '');
        void send(action, cards, Object.fromEntries(given));
      },
    },
    el('strong', {}, `${words.actions[action]}: ${cards.map(({ number }) => number).join(', ')}`),
    ...asked.map((name) => el('label', {}, t(label[name]), fields[name]())),
    el('div', { class: 'actions' }, el('button', { class: 'main' }, t('send'))),
  );
  place.querySelector('form')?.remove();
  const before = place.querySelector('h3');
  if (before) before.before(form);
  else place.replaceChildren(form);
  form.querySelector('textarea, select, input')?.focus();
}
