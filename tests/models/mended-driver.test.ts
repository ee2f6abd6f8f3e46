/** The driver's wait for a socket that has just closed ends. Without the mending the first command here never does. */
import assert from 'node:assert/strict';
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { connect, database, isOutage } from '#models/database.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';

test(
  'a command on a socket that has just closed is lost with it, and the next one gets another',
  { timeout: 30_000 },
  async (t) => {
    const uri = freshDatabase();
    const sockets: Socket[] = [];
    subscribe('net.client.socket', (message) => sockets.push((message as { socket: Socket }).socket));
    const connection = await connect(uri);
    t.after(() => connection.close());
    const things = database(connection).collection('things');
    await things.insertOne({ n: 1 });
    // It is closed, and its driver is not told before the next round of events.
    for (const socket of sockets) socket.destroy();
    // Where the driver may, it tries once more by itself.
    await things.insertOne({ n: 2 }).catch((error: unknown) => assert.ok(isOutage(error)));
    await things.insertOne({ n: 3 });
    assert.equal(await things.countDocuments({ n: 3 }), 1);
    await dropDatabase(uri);
  },
);
