/** A WhatsApp number as a channel: the life of its session, what comes in, what goes out. */
import type { Accept, Capabilities, ChannelName, SendOutcome } from '../channel.ts';
import { CAPTION_LENGTH, TEXT_LENGTH } from '../render/whatsapp.ts';
import { Cards } from './cards.ts';
import { download } from './download.ts';
import { Inbox } from './inbox.ts';
import { Life, type Living } from './life.ts';
import type { WhatsAppChannel, WhatsAppOptions } from './options.ts';
import { idOf, phoneOf } from './people.ts';
import { OwnSends } from './own-sends.ts';
import { Sender } from './send.ts';

const CAN: Capabilities = {
  buttons: false,
  edits: false,
  shareContact: false,
  textLength: TEXT_LENGTH,
  captionLength: CAPTION_LENGTH,
  payloadBytes: 64,
  // Whoever holds the handset sees every chat.
  secret: false,
};

/** ms one file may take. */
const FILE_LIMIT = 60_000;

/** `life`: the number's, where it is not the channel's own. */
export const createWhatsAppChannel = (
  name: ChannelName,
  options: WhatsAppOptions,
  life: Living = new Life(options),
): WhatsAppChannel => {
  const cards = new Cards(options.cards);
  options.identities.onMerged?.(() => cards.forget());
  const own = new OwnSends(options.memory);
  const sender = new Sender(life, options, cards, own);
  const inbox = new Inbox(name, life, options, cards, own);
  const fileLimit = options.fileTimeout ?? FILE_LIMIT;
  let number: string | undefined;
  let quiet = (): void => {};

  return {
    name,
    can: CAN,
    get state() {
      return life.state;
    },
    get number() {
      return number ?? null;
    },
    pair: (digits) => life.pair(digits),
    async relink() {
      number = undefined;
      await life.replace();
    },

    async start(accept: Accept) {
      inbox.open(accept);
      quiet = life.onReady((client) => {
        number = phoneOf(idOf(client.info.wid)) ?? number;
        if (number !== undefined) options.onLinked?.(number);
        inbox.attach(client);
      });
      life.start();
    },

    async stop() {
      quiet();
      await inbox.close();
      await life.stop();
    },

    send: (address, message, signal): Promise<SendOutcome> => sender.send(address, message, signal),
    download: (ref, signal) => download(life, ref, AbortSignal.any([signal, AbortSignal.timeout(fileLimit)])),

    async link(payload) {
      if (number === undefined) throw new Error('the number is not linked yet');
      return `https://wa.me/${number}?text=${encodeURIComponent(`Mulai ${payload}`)}`;
    },
  };
};
