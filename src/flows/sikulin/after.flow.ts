/** After a visit: the clerk's group photo, the guests' word on showing it, and their rating. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { optional, SKIP } from '#flows/prompts/optional.ts';
import { photo } from '#flows/prompts/photo.ts';
import { text } from '#flows/prompts/text.ts';
import type { GuestAnswer, Rated } from './rules.ts';

export const groupPhoto: Flow<{ number: string }, void> = {
  name: 'sikulin-foto-bersama',
  version: 1,
  async run(t, { number }) {
    const sent = await t.ask('foto', photo({ text: tx('sikulin.askPhoto', { number }) }));
    const { outcome } = await t.effect<{ outcome: string }>('simpan', 'sikulin.photo', { number, photo: sent });
    t.say(tx(`sikulin.photo-${outcome}`, { number }));
  },
};

export const photoConsent: Flow<{ number: string; publish: boolean; seen: string }, void> = {
  name: 'sikulin-foto',
  version: 1,
  async run(t, args) {
    const { outcome } = await t.effect<GuestAnswer>('izin', 'sikulin.publish', args);
    if (outcome !== 'done') return t.say(tx('sikulin.cannot-foreign', { number: args.number }));
    t.say(tx(args.publish ? 'sikulin.photoMay' : 'sikulin.photoMayNot'));
  },
};

/** One press; who was not content is asked what to mend. */
export const rating: Flow<{ number: string; score: number }, void> = {
  name: 'sikulin-nilai',
  version: 1,
  async run(t, { number, score }) {
    const { outcome } = await t.effect<Rated>('nilai', 'sikulin.rate', { number, score, note: null });
    if (outcome !== 'done') return t.say(tx(`sikulin.cannot-${outcome}`, { number }));
    if (score > 2) return t.say(tx('sikulin.rated'));
    const note = await t.ask('saran', optional(text({ text: tx('sikulin.askBetter'), min: 5, max: 500 }), SKIP));
    if (note !== null) await t.effect<Rated>('kirim-saran', 'sikulin.rate', { number, score, note });
    t.say(tx('sikulin.ratedLow'));
  },
};
