/** A menu at a button, and forms in a dialog. Esc and a click elsewhere close both: the browser's own popover and dialog. */
import { h } from './dom.js';
import { t } from './texts.js';

/** `entries`: `[label, action]`; a null entry is passed over. Arrow keys move, Enter chooses, focus returns. */
export function openMenu(anchor, entries, label) {
  const items = entries
    .filter(Boolean)
    .map(([text, action]) =>
      h('button', { type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => (close(), action()) }, text),
    );
  const menu = h('div', { popover: 'auto', role: 'menu', class: 'menu', 'aria-label': label, onkeydown }, items);
  const close = () => menu.hidePopover();
  function onkeydown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Tab') close();
    if (!step) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length)?.focus();
  }
  menu.addEventListener('toggle', ({ newState }) => {
    if (newState !== 'closed') return;
    if (menu.contains(document.activeElement)) anchor.focus();
    menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  items[0]?.focus();
}

/** Below the anchor, or above where there is no room. */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + height < innerHeight || anchor.top < height;
  menu.style.left = `${Math.max(4, Math.min(anchor.left, innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, below ? Math.min(anchor.bottom, innerHeight - height - 4) : anchor.top - height)}px`;
}

let forms = 0;

/**
 * Asks for values. `fields`: `{ name, label, type?, value?, choices?: [value, text][] , lines?, optional? }`.
 * Resolves with the values by name, or null where the person left it.
 */
export function askForm(title, fields) {
  const id = `form-${(forms += 1)}`;
  const inputs = fields.map((field) => {
    const common = { name: field.name, id: `${id}-${field.name}`, required: !field.optional };
    if (field.choices)
      return h(
        'select',
        common,
        field.choices.map(([value, text]) => h('option', { value, selected: value === field.value }, text)),
      );
    if (field.lines) return h('textarea', { ...common, rows: field.lines });
    const number = field.type === 'number' ? { step: 'any' } : {};
    return h('input', {
      ...common,
      ...number,
      type: field.type ?? 'text',
      value: field.value ?? '',
      autocomplete: 'off',
    });
  });
  const rows = fields.map((field, n) =>
    h('div', { class: 'field' }, h('label', { for: inputs[n].id }, field.label), inputs[n]),
  );
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', { id }, title),
    rows,
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')),
      h('button', { class: 'main', type: 'submit' }, t('ok')),
    ),
  );
  const dialog = h('dialog', { class: 'form', 'aria-labelledby': id }, form);
  return new Promise((resolve) => {
    let values = null;
    // The page's policy lets no form leave; nor should this one.
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      values = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
      dialog.close();
    });
    dialog.addEventListener('close', () => (dialog.remove(), resolve(values)));
    document.body.append(dialog);
    dialog.showModal();
  });
}
