/** Pictures that are taken back: a code that links a number works for a minute, and must not stand in a chat for ever. */
import { Upload, within, type CallApi } from './call.ts';

const LIMIT = 15_000;

/** Rejects where it was not shown. `caption` is HTML. Returns the message's id. */
export const showPicture = async (call: CallApi, address: string, png: Buffer, caption: string): Promise<string> => {
  const photo = new Upload(png, 'kode.png');
  const payload = { chat_id: address, photo, caption, parse_mode: 'HTML' };
  const { message_id } = await call<{ message_id: number }>('sendPhoto', payload, within(LIMIT));
  return String(message_id);
};

/** Rejects where it stands there still; after two days Telegram no longer lets a bot do it. */
export const eraseMessage = async (call: CallApi, address: string, message: string): Promise<void> => {
  await call('deleteMessage', { chat_id: address, message_id: Number(message) }, within(LIMIT));
};
