/** What a number has sent is known by its words, near its time, and stands nowhere in them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdentityHash } from '#services/identity.ts';
import { sendStore } from '#services/whatsapp/sends.ts';
import { freshModels } from '#tests/support/fresh-models.ts';

const MINUTE = 60_000;

test('a send is known near its time at its own number; what is older than all of them may be one', async (t) => {
  const { models } = await freshModels(t);
  const hash = new IdentityHash('kunci');
  const of = (number: string) => sendStore(models.WhatsAppSend, number, (text) => hash.sent(text));
  const [ours, others] = [of('whatsapp-public'), of('whatsapp-members')];
  const at = Date.now() - 60 * MINUTE;
  const asked = (text: string, when: number, by = ours): Promise<boolean> => by.mayBeOwn(text, when, 10 * MINUTE);
  assert.equal(await asked('Jam 10, Bu', at), true, 'nothing is remembered: nothing can be told apart');
  await ours.keepOwn('Terima kasih, Bu Dewi', at);
  await others.keepOwn('Surat masuk', at - 30 * MINUTE);
  assert.deepEqual(
    await Promise.all([
      asked('Terima kasih, Bu Dewi', at + 9 * MINUTE),
      asked('Terima kasih, Bu Dewi', at + 11 * MINUTE),
      asked('Terima kasih, Bu Dewi', at + MINUTE, others),
      asked('Jam 10, Bu', at + MINUTE),
      asked('Jam 10, Bu', at - MINUTE),
    ]),
    [true, false, false, false, true],
  );
  assert.doesNotMatch(JSON.stringify(await models.WhatsAppSend.find().lean()), /Dewi|Surat/);
});
