/** The list of cases, what is due first on top. */
import { el } from './dom.js';
import { day, language, t } from './texts.js';

export function drawQueue(list, { cases, today, current, picked }, { choose, pick }) {
  list.replaceChildren(
    ...cases.map((one) => {
      const { number } = one;
      const isCurrent = number === current;
      const box = el('input', {
        type: 'checkbox',
        'aria-label': t('select', { number }),
        onchange: () => pick(number),
      });
      box.checked = picked.has(number);
      return el(
        'li',
        { class: isCurrent ? 'current' : null },
        box,
        el(
          'button',
          { 'aria-current': isCurrent ? 'true' : null, onclick: () => void choose(number) },
          el(
            'span',
            {},
            el('strong', {}, number),
            ` ${one.topic?.[language] ?? ''} `,
            one.urgent ? el('b', { class: 'late' }, t('urgentMark')) : null,
          ),
          el('span', {}, one.text || '…'),
          el('span', { class: 'quiet' }, one.standing),
          due(one, today),
        ),
      );
    }),
  );
}

export function due({ answerBy }, today) {
  if (answerBy < today) return el('span', { class: 'late' }, `${t('due', { day: day(answerBy) })}, ${t('late')}`);
  return el('span', { class: 'quiet' }, t('due', { day: answerBy === today ? t('today') : day(answerBy) }));
}
