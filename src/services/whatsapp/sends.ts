/** What the numbers have sent, in the database. */
import type { Model } from 'mongoose';
import type { WhatsAppSend } from '#models/whatsapp-send.ts';
import type { Memory } from '#bots/whatsapp/options.ts';

/** `sum`: of the words, so that they do not stand there. */
export const sendStore = (
  sends: Model<WhatsAppSend>,
  number: string,
  sum: (text: string) => string,
): Pick<Memory, 'keepOwn' | 'mayBeOwn'> => ({
  async keepOwn(text, at) {
    await sends.create({ number, text: sum(text), at: new Date(at) });
  },
  async mayBeOwn(text, at, within) {
    const near = { $gte: new Date(at - within), $lte: new Date(at + within) };
    if (await sends.exists({ number, text: sum(text), at: near })) return true;
    const first = await sends.findOne({ number }).sort({ at: 1 }).lean<WhatsAppSend>();
    return first === null || at < first.at.getTime();
  },
});
