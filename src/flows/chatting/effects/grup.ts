/** Binding a group: by those above alone, looked at when it is done, and only where a topic can be made there. */
import { nextNumber } from '#models/counter.ts';
import { isDuplicate } from '#models/database.ts';
import { allowed, done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import type { Council } from '#services/council.ts';
import { addressOf } from '#services/outbox.ts';
import { ABOVE } from '../roles.ts';
import type { Bound } from '../rules.ts';

const told = (outcome: Bound['outcome'], names: Bound['names'] = []) => done({ outcome, names } satisfies Bound);

export const hubungkan: Command<{ units: string }> = async ({ args, chat, who }, services) => {
  if (!allowed(who, ABOVE)) return told('forbidden');
  const { models, council, clock } = services;
  const units = unitsIn(council, args.units);
  const names = (all: typeof council.units) => all.map(({ name }) => ({ ...name }));
  const own = council.units.filter(({ parent }) => parent !== undefined);
  if (!units) return told('unknown', names(own));
  const group = addressOf(chat);
  const { forum, bot } = await services.standing(group);
  if (!forum) return told('forum');
  if (!bot) return told('rights');
  const bound = {
    teams: units.map(({ code }) => code),
    by: who._id,
    at: new Date(clock.now()),
    trouble: null,
    since: null,
    untold: false,
  };
  const again = async (): Promise<boolean> =>
    (await models.Grup.updateOne({ group }, { $set: bound })).matchedCount > 0;
  if (!(await again())) {
    const _id = `G${await nextNumber(models.Counter, 'grup')}`;
    await models.Grup.create({ ...bound, _id, group }).catch(async (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      await again();
    });
  }
  return told('done', names(units));
};

/** Its open conversations go on in the bot; see `groupsDue`. */
export const lepaskan: Command<object> = async ({ chat, who }, { models, clock }) => {
  if (!allowed(who, ABOVE)) return told('forbidden');
  const off = await models.Grup.updateOne(
    { group: addressOf(chat), trouble: { $ne: 'lepas' } },
    { $set: { trouble: 'lepas', since: new Date(clock.now()), untold: true } },
  );
  return told(off.matchedCount ? 'done' : 'none');
};

/** Empty for all of them, null where one is not known. By code, or by the words of its name. */
function unitsIn({ units }: Council, said: string): Council['units'] | null {
  const wanted = said
    .split(/[,;\n]+/)
    .map(plain)
    .filter(Boolean);
  const found = wanted.map((one) =>
    units.find(({ code, name }) => code === one || plain(name.id).includes(one) || plain(name.en).includes(one)),
  );
  return found.every((one) => one !== undefined) ? [...new Set(found)] : null;
}

const plain = (said: string): string => said.toLowerCase().replace(/\s+/g, ' ').trim();
