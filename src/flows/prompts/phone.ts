import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { tx, type TextRef } from '#flows/engine/message.ts';
import type { Parsed, Prompt } from '#flows/engine/prompt.ts';
import { normalise } from './normalise.ts';

export interface PhoneOptions {
  text: TextRef;
  label?: TextRef;
  /** Only the sender's own shared contact, which the platform proves; a typed number proves nothing. */
  ownOnly?: boolean;
}

const EXPECTS = tx('prompts.phone.expects');
const MOBILE = new Set<string | undefined>(['MOBILE', 'FIXED_LINE_OR_MOBILE']);

/** Runs of digits as people group them, each with its own plus. */
const CANDIDATES = /\+?(?:\(?\d\)?[ .\-/]{0,3}){7,20}/g;

/** Forms seen in Indonesia: 0812…, 62812…, 812…, +62 0812…, 0062812…. Anything else is read as it stands. */
const international = (said: string): string =>
  said
    .replace(/[^\d+]/g, '')
    .replace(/^00/, '+')
    .replace(/^(?=62)/, '+')
    .replace(/^(?=8\d)/, '+62')
    .replace(/^\+620/, '+62');

const read = (said: string): PhoneNumber | undefined => {
  const number = parsePhoneNumberFromString(international(said), 'ID');
  return number?.isValid() ? number : undefined;
};

const parsePhone = (said: string): Parsed<string> => {
  const numbers = (normalise(said).match(CANDIDATES) ?? []).map(read).filter((number) => number !== undefined);
  const mobiles = [...new Set(numbers.filter((one) => MOBILE.has(one.getType())).map((one) => one.number as string))];
  const [only] = mobiles;
  if (only !== undefined && mobiles.length === 1) return { ok: only };
  if (mobiles.length > 1)
    return { which: mobiles.map((x) => ({ label: tx('prompts.phone.choice', { x }), value: x })) };
  return { refuse: numbers.some((one) => one.getType() === 'FIXED_LINE') ? tx('prompts.phone.landline') : EXPECTS };
};

/** A contact card always carries the country, with or without its plus. */
const parseContact = (phone: string): Parsed<string> => {
  const digits = phone.replace(/\D/g, '');
  return parsePhone(digits.startsWith('0') ? digits : `+${digits}`);
};

/** A mobile number; value: E.164, "+6281234567890". */
export const phone = ({ text, label, ownOnly = false }: PhoneOptions): Prompt<string> => ({
  kind: 'phone',
  text,
  ...(label && { label }),
  expects: ownOnly ? tx('prompts.phone.shareOwn') : EXPECTS,
  shareContact: tx(ownOnly ? 'prompts.phone.share' : 'prompts.phone.use'),
  parse: (answer) => {
    if (answer.kind === 'contact') {
      if (ownOnly && !answer.own) return { refuse: tx('prompts.phone.notOwn') };
      return parseContact(answer.phone);
    }
    if (ownOnly) return { refuse: tx('prompts.phone.shareOwn') };
    return answer.kind === 'text' ? parsePhone(answer.text) : { refuse: EXPECTS };
  },
});
