/** Keyed hashes for look-up. Without the key a phone number or code cannot be found by trying all of them. */
import { createHmac, randomInt } from 'node:crypto';
import { CODE_ALPHABET } from '#flows/prompts/code.ts';

export class IdentityHash {
  private readonly key: string;

  constructor(key: string) {
    this.key = key;
  }

  phone(e164: string): string {
    return this.hash(`phone:${e164}`);
  }

  code(normalised: string): string {
    return this.hash(`code:${normalised}`);
  }

  /** A chat's address at WhatsApp, which tells nobody the id it was made of. */
  whatsApp(id: string): string {
    return this.hash(`whatsapp:${id}`).slice(0, 24);
  }

  /** A request's key where it must not lead back to the chat that has it. */
  request(key: string): string {
    return this.hash(`request:${key}`).slice(0, 24);
  }

  /** What a number sent, where it must tell neither what it was nor to whom it went. */
  sent(text: string): string {
    return this.hash(`sent:${text}`);
  }

  private hash(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }
}

/** Random signs that are not read as one another. */
export const randomSigns = (length: number): string =>
  Array.from({ length }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');

/** Signs of an invitation's code; at least one is a digit, so that no word of a first message is taken for one. */
export const INVITE_LENGTH = 8;

export function inviteCode(): string {
  for (;;) {
    const code = randomSigns(INVITE_LENGTH);
    if (/\d/.test(code)) return code;
  }
}
