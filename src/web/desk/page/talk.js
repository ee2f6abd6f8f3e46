/** One conversation: what was said, with pictures and voice; the answer; and what else may be done, in the bot's words. */
import { el } from './dom.js';
import { attachment } from './attachment.js';
import { language, moment, t } from './texts.js';

export function drawTalk(place, talk, { words, use, speak, tool, back }) {
  const { number, about, who, unit, mine, state, holder } = talk;
  const open = mine && state === 'ditangani';
  place.replaceChildren(
    el('button', { class: 'back', onclick: back }, t('back')),
    el('h2', {}, number),
    el('p', { class: 'state' }, [who, about, unit, t(`language-${talk.language}`)].join(' · ')),
    el('p', { class: 'labels' }),
    el('div', { class: 'lines', role: 'log', tabindex: '0', 'aria-label': t('talkName') }),
    el('p', { class: 'quiet hidden-files' }),
    ...(open ? [composer(speak), tools(words, tool)] : [closed(talk, words, use, holder)]),
  );
  drawLines(place, talk);
}

function closed({ state, mine }, words, use, holder) {
  if (state === 'selesai') return el('p', { class: 'quiet' }, t('talkOver'));
  if (holder !== null && !mine) return el('p', { class: 'quiet' }, t('heldBy', { who: holder }));
  return el('div', { class: 'actions' }, el('button', { class: 'main', onclick: () => void use('ambil') }, t('take')));
}

/** Only what is new is added: what is there keeps playing, and is not read out again. */
export function drawLines(place, talk) {
  const list = place.querySelector('.lines');
  const drawn = list.children.length;
  // Of one that is very long the oldest lines are no longer there.
  if (drawn > talk.lines.length) list.replaceChildren();
  const low = drawn === 0 || list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const down = () => low && (list.scrollTop = list.scrollHeight);
  list.append(...talk.lines.slice(list.children.length).map((line) => lineOf(line, talk)));
  down();
  // A picture is as high as it is only once it is there.
  for (const image of list.querySelectorAll('img')) if (!image.complete) image.addEventListener('load', down);
  place.querySelector('.labels').textContent = talk.labels.join(', ');
  place.querySelector('.hidden-files').textContent = talk.hidden ? t('hiddenFiles', { total: talk.hidden }) : '';
}

function lineOf({ at, by, name, text, edited, files }, { number, who }) {
  const whose = { penanya: who, petugas: name ?? t('office'), catatan: t('noteOf', { name: name ?? '' }) }[by];
  return el(
    'div',
    { class: `line ${by}` },
    el('span', { class: 'quiet' }, `${whose}, ${moment(at)}`),
    text ? el('p', {}, edited ? t('edited', { text }) : text) : null,
    ...files.map((file) => attachment(`/desk/api/talks/${number}/files/${file.id}`, file, file.name)),
  );
}

function composer(speak) {
  /** Words whose answer never came. They are sent again as they were, and what stands behind them by itself. */
  let unsure = '';
  const text = el('textarea', {
    ...{ name: 'text', rows: '3', maxlength: '4000', 'aria-label': t('write'), placeholder: t('write') },
    onkeydown: (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    },
  });
  const file = el('input', { type: 'file', 'aria-label': t('attach') });
  const form = el(
    'form',
    {
      class: 'composer',
      onsubmit: async (event) => {
        event.preventDefault();
        const button = form.querySelector('button');
        const whole = text.value.trim();
        const words = unsure && whole.startsWith(unsure) ? unsure : whole;
        if (button.disabled || (!words && !file.files[0])) return;
        button.disabled = file.disabled = true;
        // The next word may be begun at once; what was not sent comes back.
        text.value = whole.slice(words.length).trim();
        const answer = await speak(words, file.files[0]);
        unsure = answer === null ? words : '';
        if (answer?.done) file.value = '';
        else text.value = [words, text.value].filter(Boolean).join('\n');
        button.disabled = file.disabled = false;
      },
    },
    text,
    el('div', { class: 'actions' }, file, el('button', { class: 'main' }, t('send'))),
  );
  return form;
}

const tools = (words, tool) =>
  el(
    'div',
    { class: 'actions tools' },
    ...['siap', 'catat', 'label', 'oper', 'laporan', 'tutup'].map((name) =>
      el('button', { onclick: () => tool(name) }, words.tools[name]),
    ),
  );

export function openTool(place, name, { number }, { words, use }) {
  const select = (...options) => el('select', { name: 'code' }, ...options);
  const option = ({ id, name: both }, kind = '') => el('option', { value: `${kind}${id}` }, both[language]);
  const text = (label) => el('label', {}, label, el('textarea', { name: 'text', required: '', maxlength: '1000' }));
  const fields = {
    siap: () => [select(...words.ready.map((one) => option(one)))],
    catat: () => [text(t('noteInside'))],
    label: () => [select(...words.labels.map((one) => option(one)))],
    oper: () => [
      select(
        ...words.people.map((one) => option(one, 'orang:')),
        ...words.units.map(({ code, name: both }) => option({ id: code, name: both }, 'unit:')),
      ),
      el('label', {}, t('noteHand'), el('textarea', { name: 'text', maxlength: '500' })),
    ],
    laporan: () => [
      el('label', {}, t('place'), el('input', { name: 'text', required: '', minlength: '3', maxlength: '200' })),
    ],
    tutup: () => [],
  }[name]();
  const form = el(
    'form',
    {
      class: 'press tool',
      onsubmit: async (event) => {
        event.preventDefault();
        const button = form.querySelector('button');
        button.disabled = true;
        await use(name, Object.fromEntries(new FormData(form)));
        button.disabled = false;
      },
    },
    el('strong', {}, `${words.tools[name]}: ${number}`),
    ...fields,
    el('div', { class: 'actions' }, el('button', { class: 'main' }, t(name === 'tutup' ? 'closeIt' : 'save'))),
  );
  for (const one of form.querySelectorAll('select')) one.setAttribute('aria-label', words.tools[name]);
  place.querySelector('form.tool')?.remove();
  place.querySelector('.tools').after(form);
  form.querySelector('textarea, select, input, button').focus();
}
