/** A meeting room lent for a day: which room, which day, what for; one confirmation, then the room. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { date } from '#flows/prompts/date.ts';
import { text } from '#flows/prompts/text.ts';
import { ROOMS, roomName } from './rules.ts';
import type { FreeDays, Loan } from './rules.ts';

export const lendRoom: Flow<null, void> = {
  name: 'pinjam-ruang',
  version: 1,
  async run(t) {
    const rooms = ROOMS.map((id) => ({ id, label: roomName(id) }));
    const room = await t.ask(
      'ruang',
      choice({ text: tx('pinjam-ruang.askRoom'), label: tx('pinjam-ruang.room'), choices: rooms }),
    );
    const days = await t.read<FreeDays>('hari', 'pinjam-ruang.days', { room }, { maxAge: 60_000 });
    const day = await t.ask(
      'tanggal',
      date({ text: tx('pinjam-ruang.askDate'), label: tx('pinjam-ruang.date'), ...days }),
    );
    const purpose = await t.ask(
      'keperluan',
      text({ text: tx('pinjam-ruang.askPurpose'), label: tx('pinjam-ruang.purpose'), max: 200, oneLine: true }),
    );
    const shown = { room: roomName(room), day, purpose };
    await t.ask('setuju', confirm({ text: tx('pinjam-ruang.summary'), lines: [tx('pinjam-ruang.line', shown)] }));
    const loan: Loan = { room, day, purpose };
    const { number } = await t.effect<{ number: string }>('pinjam', 'pinjam-ruang.lend', loan);
    t.say(tx('pinjam-ruang.lent', { ...shown, number }));
  },
};
