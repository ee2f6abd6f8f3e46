/** "Laporan di lingkungan saya": for a kepling and for neighbours, without a word of whoever reported. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { text } from '../prompts/text.ts';
import { stateOf } from './rules.ts';
import type { Nearby } from './rules.ts';

export const around: Flow<null, void> = {
  name: 'laporan-sekitar',
  version: 1,
  async run(t) {
    const own = await t.read<Nearby>('sini', 'aduan.sekitar', { said: '' });
    const said = own.kelurahan
      ? ''
      : await t.ask('kelurahan', text({ text: tx('tindak-lanjut.askKelurahan'), max: 80 }));
    const { kelurahan, reports } = said ? await t.read<Nearby>('sana', 'aduan.sekitar', { said }) : own;
    if (!kelurahan) return t.say(tx('tindak-lanjut.noKelurahan', { said }));
    if (!reports.length) return t.say(tx('tindak-lanjut.noneNearby', { kelurahan }));
    const lines = reports.map(({ topic, street, on, state }) =>
      tx('tindak-lanjut.nearbyLine', { topic, street: street ?? kelurahan, on, state: stateOf(state) }),
    );
    t.say(tx('tindak-lanjut.nearby', { kelurahan, count: reports.length, lines }));
  },
};
