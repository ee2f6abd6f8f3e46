/** The page's texts in the language of its address, else of the browser; Indonesian where neither is one of ours. */
let texts = {};
export let language = 'id';

export async function loadTexts() {
  const every = await (await fetch('/phones/texts')).json();
  const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language.slice(0, 2);
  language = wanted in every ? wanted : 'id';
  texts = every[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  document.title = t('title');
}

export const t = (key, values = {}) =>
  (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name) => String(values[name] ?? ''));

const format = (options) => (ms) => new Intl.DateTimeFormat(language, options).format(ms);
export const hour = (ms) => format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })(ms).replace('.', ':');
export const dayAndHour = (ms, timeZone) =>
  format({
    weekday: 'long',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })(ms);

export function bytes(size) {
  const number = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  if (size < 1000) return `${size} B`;
  return size < 1_000_000 ? `${number(size / 1000)} KB` : `${number(size / 1_000_000)} MB`;
}
