/** A citizen on WhatsApp and staff in a topic of a Telegram group: neither sees where the other writes. */
import { test } from 'node:test';
import { picture } from '#tests/support/samples.ts';
import { openGroup } from './group-house.ts';

test('a citizen on WhatsApp talks with staff in a topic', async (t) => {
  const house = await openGroup(t, ['kepala', 'sari'], { whatsapp: true });
  const { at, talk, staff, topic, word } = house;
  await staff('sari');
  await staff('kepala', 'kabag');
  at('kepala').phone.text(word('hubungkan'));
  await at('kepala').sees('tempat kerja');
  const rina = talk('whatsapp-public', 'rina');
  await rina.user('petugas').sees('tulis keperluannya').user('Surat saya sampai mana?').sees('C-1001').done;
  const here = at('sari', await topic('C-1001'));
  await here.sees('C-1001', 'Surat saya sampai mana?');
  here.phone.text('Di Komisi III.');
  await rina.sees('siap membantu').sees('Petugas', 'Di Komisi III.').done;
  await rina.act({ do: 'photo', bytes: await picture(), caption: 'ini suratnya' }).done;
  await here.sees('Warga', 'ini suratnya');
  here.phone.photo({ bytes: await picture(), caption: 'tanda terima' });
  await rina.sees('tanda terima').user('Terima kasih').done;
  await here.sees('Terima kasih');
  here.phone.text('selesai');
  await rina.sees('Bagaimana pelayanan').tap('Puas').sees('penilaiannya').done;
});
