/** The proof of consent names a text and its version: whoever changes the text raises the version. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { CONSENT } from '#flows/tindak-lanjut/effects/kirim.ts';
import { HOUSE } from '#tests/support/journals.ts';

test('the text of consent is that of its version', () => {
  const said = (['id', 'en'] as const).map((locale) => {
    const tree = HOUSE.trees[locale] as unknown as Record<string, Record<string, string>>;
    return tree['tindak-lanjut']?.['sendAsk'];
  });
  const seal = createHash('sha256').update(said.join('\n')).digest('hex').slice(0, 16);
  assert.deepEqual({ ...CONSENT, seal }, { text: 'tindak-lanjut.sendAsk', version: 2, seal: 'd4a931a3651ff6a3' });
});
