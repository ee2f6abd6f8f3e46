/** The phone on a card that somebody sends. Pure. */

const TEL = /^(?:item\d+\.)?TEL([^:\r\n]*):([^\r\n]+)/im;

/** Digits with country code where WhatsApp names them, else the number as it is written; null where the card has none. */
export const readVcard = (card: string): string | null => {
  const [, options = '', shown = ''] = TEL.exec(card) ?? [];
  const named = /waid=(\d{6,15})/i.exec(options)?.[1];
  const written = shown.replace(/[^\d+]/g, '');
  return named ?? (written || null);
};
