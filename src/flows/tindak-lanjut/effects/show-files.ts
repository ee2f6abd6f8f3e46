/** Pictures and voice of a report: to whoever handles it, and to others only what the handler has found safe. */
import type { Aduan } from '#models/aduan.ts';
import { tx } from '#flows/engine/message.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { mayHandle } from '../about.ts';

/** `all`: this is the handler. Returns how many were shown. */
export async function showFiles(
  services: Services,
  report: Aduan,
  { chat, key, all }: { chat: string; key: string; all: boolean },
): Promise<number> {
  const number = report._id;
  const shown = report.files.map((file, place) => ({ ...file, place })).filter(({ safe }) => all || safe);
  for (const { place, file, as, name, mime, size, safe } of shown)
    await services.notices.toChat(chat, {
      key: `${key}/berkas/${place}`,
      text: tx(`tindak-lanjut.${safe ? 'fileSafe' : 'fileSecret'}`, { number }),
      file: { id: file, as, name, mime, size },
      ...(!safe &&
        as === 'photo' && {
          buttons: [{ label: tx('tindak-lanjut.markSafe'), flow: 'aduan-foto-aman', arg: `${number}|${place}` }],
        }),
    });
  return shown.length;
}

/** Asked for once more, by the handler or by a colleague. */
export const files: Command<{ number: string }> = async ({ requestKey, args, who, chat }, services) => {
  const report = await services.models.Aduan.findOne({ _id: args.number }).lean<Aduan>();
  if (!report || !mayHandle(report, who)) return done({ count: 0 });
  const all = report.handler === who._id;
  return done({ count: await showFiles(services, report, { chat, key: requestKey, all }) });
};

/** The handler has looked: nobody is known by this picture. */
export const markSafe: Command<{ number: string; place: number }> = async ({ args, who }, services) => {
  const { number, place } = args;
  if (who === null) return done({ outcome: 'forbidden' });
  const found = await services.models.Aduan.updateOne(
    { _id: number, handler: who._id, [`files.${place}.as`]: 'photo' },
    { $set: { [`files.${place}.safe`]: true } },
  );
  return done({ outcome: found.matchedCount ? 'done' : 'forbidden' });
};
