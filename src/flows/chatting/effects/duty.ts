/** On duty and off. Whoever goes hands back what waits for their word, so that nobody waits for somebody who is gone. */
import type { Obrolan } from '#models/obrolan.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import { ANSWERING } from '../roles.ts';
import type { OnDuty } from '../rules.ts';
import { release } from './release.ts';

const told = (duty: OnDuty) => done(duty);

/** `teams` empty: off duty. */
export const piket: Command<{ teams: string[] }> = async ({ requestKey, args, who }, services) => {
  if (!allowed(who, ANSWERING)) return told({ outcome: 'forbidden', released: 0 });
  const { models, clock } = services;
  const teams = args.teams.filter((team) => services.council.units.some(({ code }) => code === team));
  const on = teams.length > 0;
  await models.Piket.updateOne(
    { _id: who._id },
    { $set: { on, ...(on && { teams }), at: new Date(clock.now()) }, $setOnInsert: { schemaVersion: 1 } },
    { upsert: true },
  );
  const owed = on
    ? []
    : await models.Obrolan.find({ holder: who._id, state: 'ditangani', lastBy: 'penanya' }).lean<Obrolan[]>();
  let released = 0;
  for (const talk of owed) {
    if (await release(services, talk, `${talk._id}/${requestKey}/pulang`, { owing: true, by: 'holder' })) released += 1;
  }
  return told({ outcome: on ? 'on' : 'off', released });
};
