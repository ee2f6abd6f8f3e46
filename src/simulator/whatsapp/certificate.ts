/** A throwaway certificate for web.whatsapp.com, made in memory: the stand-in's browser trusts this one key and no other. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  key: string;
  cert: string;
  /** Base64 of the SHA-256 of the public key, as Chromium's list of trusted keys wants it. */
  fingerprint: string;
}

export const makeCertificate = (): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(SERIAL, ECDSA_SHA256, NAME, validity(), NAME, spki);
  const signature = sign('sha256', body, privateKey);
  const whole = sequence(body, ECDSA_SHA256, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(whole),
    fingerprint: createHash('sha256').update(spki).digest('base64'),
  };
};

/** Lines of 64 at most, and no empty one where the last is full: OpenSSL would read nothing. */
const pem = (whole: Buffer): string =>
  [
    '-----BEGIN CERTIFICATE-----',
    ...(whole.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');

/** One element of DER: its tag, its length, its content. */
const der = (tag: number, content: Uint8Array): Buffer => {
  const length = content.length;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, Buffer.concat(parts));

const SERIAL = der(0x02, Buffer.from([1]));
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 */
const ECDSA_SHA256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
/** CN=web.whatsapp.com */
const NAME = sequence(
  der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('web.whatsapp.com')))),
);

const validity = (): Buffer => {
  const time = (at: number): Buffer =>
    der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/\D/g, '')}Z`));
  const day = 86_400_000;
  return sequence(time(Date.now() - day), time(Date.now() + 365 * day));
};
