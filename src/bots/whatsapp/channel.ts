/** A WhatsApp number as a channel: the life of its session, what comes in, what goes out. */
import type { Accept, Capabilities, ChannelName, SendOutcome } from '../channel.ts';
import { CAPTION_LENGTH, TEXT_LENGTH } from '../render/whatsapp.ts';
import { download } from './download.ts';
import { Inbox } from './inbox.ts';
import { Life } from './life.ts';
import type { WhatsAppChannel, WhatsAppOptions } from './options.ts';
import { idOf, phoneOf } from './people.ts';
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

/** `life`: one that runs already; its owner ends it. */
export const createWhatsAppChannel = (
  name: ChannelName,
  options: WhatsAppOptions,
  life: Life = new Life(options),
): WhatsAppChannel => {
  const sender = new Sender(life, options);
  const inbox = new Inbox(name, life, options);
  let number: string | undefined;

  return {
    name,
    can: CAN,
    get state() {
      return life.state;
    },

    async start(accept: Accept) {
      inbox.open(accept);
      life.onReady = (client) => {
        number = phoneOf(idOf(client.info.wid)) ?? number;
        inbox.attach(client);
      };
      if (life.client) life.onReady(life.client);
      life.start();
    },

    async stop() {
      await inbox.close();
      await life.stop();
    },

    send: (address, message, signal): Promise<SendOutcome> => sender.send(address, message, signal),
    download: (ref, signal) => download(life, ref, signal),

    async link(payload) {
      if (number === undefined) throw new Error('the number is not linked yet');
      return `https://wa.me/${number}?text=${encodeURIComponent(`Mulai ${payload}`)}`;
    },
  };
};
