/** "Petugas", with the first words: a conversation of its own, or more words to the one that is open already. */
import { done } from '#services/commands.ts';
import type { Command } from '#services/commands.ts';
import type { Ask, Asked } from '../rules.ts';
import { isDanger } from '#flows/tindak-lanjut/listening.ts';
import { keepFiles } from './content.ts';
import { openOf, openTalk, opensAt } from './open.ts';
import { ofAsker } from './speak.ts';

export const minta: Command<Ask> = async ({ requestKey, args, chat, locale, who }, services) => {
  const { account, service: code } = args;
  const service = services.council.chatting.services.find((one) => one.code === code);
  const kind = service ? ('layanan' as const) : ('petugas' as const);
  const open = service ? null : await openOf(services, chat, kind);
  const adds = open !== null && open.requestKey !== requestKey;
  const files = await keepFiles(services, chat, adds ? open._id : requestKey, account.files);
  if (!Array.isArray(files)) return { refused: { key: 'pesan', why: files.why } };
  const place = account.lat === undefined ? '' : `${account.lat.toFixed(5)}, ${account.lon?.toFixed(5)}`;
  const text = [account.text, place].filter(Boolean).join('\n');
  const seed = { chat, locale, who };
  const content = { text, files, edited: false };
  if (adds) await ofAsker(services, open, { ...seed, key: `${open._id}/${requestKey}`, content, quotes: '' });
  const talk = adds
    ? open
    : await openTalk(services, {
        ...{ ...seed, requestKey, kind, files, text },
        ...(service && { topic: { topic: service.code, team: service.team } }),
      });
  const { state } = talk;
  const called = isDanger(text);
  const asked: Asked = { number: talk._id, opens: state === 'tertunda' && !called ? opensAt(services) : null };
  // Out of hours nobody is waited for, unless they were called: what was interrupted goes on. So it does where a unit is asked.
  const waits = kind === 'petugas' && (state === 'menunggu' || state === 'ditangani' || called);
  return { ...done(asked), ...(waits && { chat: { talk: { number: talk._id, as: 'asks' as const } } }) };
};
