/** The servers that a test run is given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import mongoose from 'mongoose';

test('a test run has a MongoDB and a Redis that answer', async () => {
  const connection = await mongoose.createConnection(process.env['MONGODB_URI']!).asPromise();
  assert.equal((await connection.db!.command({ ping: 1 }))['ok'], 1);
  await connection.close();
  const redis = new Redis(process.env['REDIS_URL']!);
  assert.equal(await redis.ping(), 'PONG');
  redis.disconnect();
});
