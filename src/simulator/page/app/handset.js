/** The office's handset: what whoever holds it can do to a number at WhatsApp. */
import { api } from './api.js';
import { askForm } from './menu.js';
import { t } from './texts.js';

const DEEDS = ['scan', 'wait', 'ready', 'unlink', 'ban', 'spare', 'offline'];

/** Shows `button` where numbers are played; `notice` says what came of it. */
export async function offerHandset(button, notice) {
  if (Object.keys(await api.handsets()).length === 0) return;
  button.hidden = false;
  button.addEventListener('click', () => void ask(notice));
}

async function ask(notice) {
  const numbers = await api.handsets();
  const said = await askForm(t('handset'), [
    {
      ...{ name: 'which', label: t('handsetNumber') },
      choices: Object.entries(numbers).map(([which, one]) => [which, standing(which, one)]),
    },
    { name: 'deed', label: t('handsetDeed'), choices: DEEDS.map((deed) => [deed, t(`handset-${deed}`)]) },
  ]);
  if (!said) return;
  try {
    const after = await api.handset(said.which, said.deed);
    notice(standing(said.which, after[said.which]));
  } catch (error) {
    notice(t('failed', { reason: error.message }));
  }
}

const standing = (which, { number, linked, banned }) =>
  t('handsetStanding', {
    which: t(`handset-${which}`),
    number: `+${number}`,
    state: t(`handset-${banned ? 'banned' : linked ? 'linked' : 'unlinked'}`),
  });
