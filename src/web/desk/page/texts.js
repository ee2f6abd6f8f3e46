/** The page's texts in the browser's language, Indonesian where it is none of ours. */
let texts = {};
export let language = 'id';

export async function loadTexts() {
  const every = await (await fetch('/desk/texts')).json();
  const wanted = navigator.language.slice(0, 2);
  language = wanted in every ? wanted : 'id';
  texts = every[language].page;
  document.documentElement.lang = language;
  document.title = t('title');
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]'))
    for (const name of ['aria-label', 'placeholder']) element.setAttribute(name, t(element.dataset.label));
  for (const element of document.querySelectorAll('[data-name]'))
    element.setAttribute('aria-label', t(element.dataset.name));
  document.body.dataset.ready = '';
  return every[language];
}

export const t = (name, values = {}) =>
  (texts[name] ?? name).replace(/\{\{(\w+)\}\}/g, (_, value) => String(values[value] ?? ''));

/** `yyyy-MM-dd` as people write it. */
export const day = (date) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
/** An instant as the clock on the office's wall shows it, wherever the computer believes itself to be. */
export const moment = (instant) =>
  new Intl.DateTimeFormat(language, {
    ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
  }).format(new Date(`${instant.slice(0, 19)}Z`));
