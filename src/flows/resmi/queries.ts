/** The council's own channels as its data has them, and a message held against them. Open to anybody. */
import type { WhatsAppNumber } from '#models/whatsapp-number.ts';
import type { Council } from '#services/council.ts';
import type { Services } from '#services/commands.ts';
import { inspect } from './rules.ts';
import type { Inspection, OfficialChannel, OwnChannel } from './rules.ts';

export type Official = { channels: OfficialChannel[] };

const ownChannels = (council: Council): OwnChannel[] => [
  ...council.official.channels.map(({ kind, for: whom, text }) => ({ kind, for: whom, text })),
  { kind: 'phone', for: 'public', text: council.phone.text },
];

async function channels(_args: unknown, { council, models }: Services): Promise<Official> {
  const away = await models.WhatsAppNumber.find({ state: { $in: ['banned', 'logged-out'] } }).lean<WhatsAppNumber[]>();
  return {
    channels: ownChannels(council).map((one) => ({
      ...one,
      text: shown(one),
      away: one.kind === 'whatsapp' && away.some(({ _id }) => _id === `whatsapp-${one.for}`),
    })),
  };
}

const shown = ({ kind, text }: OwnChannel): string =>
  kind === 'telegram' ? `@${text}` : kind === 'whatsapp' ? `+${text}` : text;

const check = async ({ text }: { text: string }, { council }: Services): Promise<Inspection> =>
  inspect(text, ownChannels(council));

export const officialQueries = { 'resmi.saluran': channels, 'resmi.periksa': check };
