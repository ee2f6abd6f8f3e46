/** SIARAN's commands by name. */
import type { Commands } from '#services/commands.ts';
import { decide, handIn, steer } from './effects/decide.ts';
import { leave, subscribe } from './effects/subscribe.ts';
import { addCity, change, draft } from './effects/write.ts';

export const siaranCommands: Commands = {
  'siaran.draft': draft,
  'siaran.change': change,
  'siaran.add-city': addCity,
  'siaran.hand-in': handIn,
  'siaran.decide': decide,
  'siaran.steer': steer,
  'siaran.subscribe': subscribe,
  'siaran.leave': leave,
};
