/** A worker's file by way of the process with the number: on the real database, the number itself played. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileGone, FileTooLarge } from '#bots/channel.ts';
import { FileFetcher, remoteFiles } from '#services/whatsapp/remote-files.ts';
import { startTestSystem } from '#tests/support/system.ts';

const NAME = 'whatsapp-public';
const never = new AbortController().signal;

test('a worker gets the bytes, once each; what is gone or too large says so; a fault is tried again', async (t) => {
  const { models, files } = (await startTestSystem(t)).system.services;
  const asked: string[] = [];
  let faults = 1;
  const download = async (ref: string): Promise<Buffer> => {
    asked.push(ref);
    if (ref === 'gone') throw new FileGone();
    if (ref === 'large') throw new FileTooLarge();
    if (ref === 'later' && (faults -= 1) >= 0) throw new Error('not ready');
    return Buffer.from(`bytes of ${ref}`);
  };
  const fetcher = new FileFetcher({ models, files }, { name: NAME, download });
  const worker = remoteFiles({ models, files }, NAME);
  const waiting = worker.download('photo', never);
  // Nobody has the number for a while, and another worker asks for the same.
  fetcher.start();
  t.after(() => fetcher.stop());
  assert.equal(String(await waiting), 'bytes of photo');
  assert.equal(String(await worker.download('later', never)), 'bytes of later');
  await assert.rejects(worker.download('gone', never), { name: 'FileGone' });
  await assert.rejects(worker.download('large', never), { name: 'FileTooLarge' });
  assert.deepEqual(asked, ['photo', 'later', 'later', 'gone', 'large']);
  assert.equal(await models.FileFetch.countDocuments(), 0, 'nothing of anybody is left');
  const chunks = models.Visit.db.collection('fs.chunks');
  assert.equal(await chunks.countDocuments(), 0);
});

test('who waits no longer leaves the wish, and the next who asks takes what came meanwhile', async (t) => {
  const { models, files } = (await startTestSystem(t)).system.services;
  const worker = remoteFiles({ models, files }, NAME);
  await assert.rejects(worker.download('photo', AbortSignal.timeout(100)));
  const fetcher = new FileFetcher({ models, files }, { name: NAME, download: async () => Buffer.from('x') });
  fetcher.start();
  t.after(() => fetcher.stop());
  assert.equal(String(await worker.download('photo', never)), 'x');
});
