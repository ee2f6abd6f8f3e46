/** A conversation leaves its topic while somebody else takes it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Obrolan } from '#models/obrolan.ts';
import { leaveRoom } from '#flows/chatting/effects/leave-room.ts';
import { reportHouse } from '#tests/support/reports.ts';

const ROOM = 'telegram-members:g-1/C-1001';

test('taken by a colleague while its topic is left: the colleague goes on with it and hears of it, not who had it before', async (t) => {
  const house = await reportHouse(t);
  const { models, notices } = house.services;
  await house.staff('sari');
  await house.staff('tono');
  const at = new Date(house.services.clock.now());
  await models.Obrolan.create({
    ...{ _id: 'C-1001', requestKey: 'c', kind: 'petugas', chat: 'telegram-public:1', team: 'umum', state: 'ditangani' },
    ...{ holder: 'sari', holderChat: ROOM, room: ROOM, lastBy: 'penanya', lastAt: at, since: at, openedAt: at },
  });
  const talk = (await models.Obrolan.findById('C-1001').lean<Obrolan>())!;
  let taken = false;
  const toChat: typeof notices.toChat = async (chat, notice) => {
    if (!taken) await models.Obrolan.updateOne({ _id: 'C-1001' }, { $set: { holder: 'tono' }, $inc: { version: 1 } });
    taken = true;
    return notices.toChat(chat, notice);
  };
  await leaveRoom({ ...house.services, notices: { toChat } as never }, talk);
  const now = (await models.Obrolan.findById('C-1001').lean<Obrolan>())!;
  assert.deepEqual([now.room, now.holder, now.holderChat], [null, 'tono', 'telegram-members:tono']);
  assert.ok(house.told.some(({ chat }) => chat === 'telegram-members:tono'));
});
