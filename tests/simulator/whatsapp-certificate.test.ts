/** Signatures differ in length; a certificate of any is read. */
import assert from 'node:assert/strict';
import { createSecureContext } from 'node:tls';
import { test } from 'node:test';
import { makeCertificate } from '#simulator/whatsapp/certificate.ts';

test('two hundred certificates, each of them is read', () => {
  for (let n = 0; n < 200; n += 1) {
    const { key, cert } = makeCertificate();
    assert.doesNotThrow(() => createSecureContext({ key, cert }), cert);
  }
});
