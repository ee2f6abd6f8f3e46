/** The desk: reports and conversations, each as a list on the left and one of them on the right, all of it by keyboard too. */
import { ask, listen, session } from './api.js';
import { casesPane } from './cases.js';
import { talksPane } from './talks.js';
import { loadTexts, t } from './texts.js';

const words = await loadTexts();
const at = (id) => document.querySelector(`#${id}`);
const notice = (text) => void (at('notice').textContent = text);
/** On a narrow screen either the list is seen or what was opened. */
const reading = (open) => document.body.classList.toggle('reading', open);

const house = { words, notice, reading };
const panes = {
  cases: { ...casesPane(house), label: 'cases' },
  talks: { ...talksPane(house), label: 'talks' },
};
let shown = 'cases';

function show(name) {
  if (at(`to-${name}`).hidden) return;
  shown = name;
  for (const one of Object.keys(panes)) {
    at(one).hidden = one !== name;
    at(`to-${one}`).setAttribute('aria-pressed', String(one === name));
  }
  at('search').hidden = name !== 'cases';
  at('keys').textContent = t(name === 'cases' ? 'keys' : 'talkKeys');
  reading(false);
  panes[name].focus();
}

async function refresh() {
  for (const [name, pane] of Object.entries(panes)) {
    const count = await pane.refresh();
    // Whoever answers nobody has no conversations here.
    at(`to-${name}`).hidden = count === null;
    at(`to-${name}`).textContent = t(`${name}Tab`, { total: count ?? 0 });
  }
}

document.addEventListener('keydown', (event) => {
  const { target } = event;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'checkbox';
  if (event.key === 'Escape') {
    reading(false);
    return panes[shown].leave();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && target.tagName === 'BUTTON') return;
  const known = { 1: () => show('cases'), 2: () => show('talks'), ...panes[shown].keys }[event.key];
  if (!known) return;
  event.preventDefault();
  void known();
});

for (const name of Object.keys(panes)) at(`to-${name}`).addEventListener('click', () => show(name));
at('leave').addEventListener('click', () => void fetch('/desk/keluar', { method: 'POST' }).finally(signedOut));
session.addEventListener('ended', signedOut);

function signedOut() {
  for (const id of ['desk', 'leave', 'search', 'to-cases', 'to-talks', 'keys']) at(id).hidden = true;
  notice(t('signedOut'));
}

// The same units are in both; forms know them by their code.
Object.assign(words, await ask('tools'), { offices: (await ask('offices')) ?? [] }, await ask('sorting'));
show('cases');
await refresh();
panes[shown].focus();
let lost = false;
listen({
  changed: () => void refresh(),
  lost: () => {
    lost = true;
    notice(t('offline'));
  },
  back: () => lost && notice(''),
});
