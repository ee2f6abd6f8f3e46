/** What goes to another office: its text, to be copied there, and a place for the number that it gives. */
import { el } from './dom.js';
import { t } from './texts.js';

export function outside({ copied, office, externalNumber }, { notice, keep }) {
  if (!copied) return [];
  const text = el('p', { class: 'text' }, copied);
  return [
    el(
      'section',
      { class: 'outside' },
      el('strong', {}, t('copyTo', { office: office ?? '' })),
      text,
      el('div', { class: 'actions' }, el('button', { onclick: () => void copy(text, notice) }, t('copy'))),
      externalNumber ? null : numberForm(keep),
    ),
  ];
}

/** A browser gives its clipboard to few: where it does not, the text is marked. */
async function copy(text, notice) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    notice(t('copied'));
  } catch {
    getSelection().selectAllChildren(text);
    notice(t('copyByHand'));
  }
}

function numberForm(keep) {
  const number = el('input', { name: 'note', required: '', minlength: '3', maxlength: '60', autocomplete: 'off' });
  const button = el('button', {}, t('keepNumber'));
  return el(
    'form',
    {
      class: 'number',
      onsubmit: async (event) => {
        event.preventDefault();
        button.disabled = true;
        await keep(number.value);
        button.disabled = false;
      },
    },
    el('label', {}, t('outsideNumber'), number),
    button,
  );
}
