/** The council's own channels as its data has them, and a message held against them. Open to anybody. */
import type { WhatsAppNumber } from '#models/whatsapp-number.ts';
import type { Services } from '#services/commands.ts';
import { inspect } from './rules.ts';
import type { Inspection, OfficialChannel, OwnChannel } from './rules.ts';

export type Official = { channels: OfficialChannel[] };

/** A number that an administrator moved is the one that was linked since, whatever the council's data still say. */
const ownChannels = async ({ council, models }: Services): Promise<OfficialChannel[]> => {
  const numbers = await models.WhatsAppNumber.find().lean<WhatsAppNumber[]>();
  return [
    ...council.official.channels.map(({ kind, for: whom, text }) => {
      const number = kind === 'whatsapp' ? numbers.find(({ _id }) => _id === `whatsapp-${whom}`) : undefined;
      const moved = number?.move?.step === 'told' ? number.number : null;
      return { kind, for: whom, text: moved ?? text, away: number !== undefined && isAway(number) };
    }),
    { kind: 'phone', for: 'public', text: council.phone.text, away: false },
  ];
};

/** Refused by WhatsApp, thrown out by its handset, or on its way to another number. */
const isAway = ({ state, lost, move }: WhatsAppNumber): boolean =>
  state === 'banned' || state === 'logged-out' || lost !== null || (move !== null && move.step !== 'told');

const channels = async (_args: unknown, services: Services): Promise<Official> => ({
  channels: (await ownChannels(services)).map((one) => ({ ...one, text: shown(one) })),
});

const shown = ({ kind, text }: OwnChannel): string =>
  kind === 'telegram' ? `@${text}` : kind === 'whatsapp' ? `+${text}` : text;

const check = async ({ text }: { text: string }, services: Services): Promise<Inspection> =>
  inspect(text, await ownChannels(services));

export const officialQueries = { 'resmi.saluran': channels, 'resmi.periksa': check };
