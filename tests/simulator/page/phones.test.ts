/** The page in a real browser, on the whole system: what people and bots do, and what is shown of it. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { FileChooser } from 'playwright-core';
import { demoBots } from '#simulator/demo-bots.ts';
import { bind, book, Hands } from './desk.ts';
import { barriers, look, openHouse } from './house.ts';

/** Four by four points, red. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGP4z8AARwzEcQCukw/x0F8jngAAAABJRU5ErkJggg==',
  'base64',
);

suite('the page of phones', () => {
  const house = openHouse();
  const { open } = house;

  test('a visit is booked, approved and reminded of; the drawer shows what is kept', async () => {
    const { page, faults } = await open({ width: 1440, height: 900 });
    const [guest, staff] = [new Hands(page, 'Warga 1'), new Hands(page, 'Staf 1')];
    await bind(staff);
    await book(guest);
    await look(page, 'booked');
    await staff.sees('Permohonan kunjungan');
    await staff.tap('Setujui');
    await staff.sees('disetujui');
    await guest.sees('Kabar baik');
    await look(page, 'three-phones');

    await guest.choose('Isi basis data');
    const drawer = guest.phone.getByRole('complementary');
    await drawer.getByRole('heading', { name: /Visit · K-\d+/ }).waitFor();
    await drawer.getByRole('cell', { name: 'disetujui', exact: true }).waitFor();
    for (const kept of [/Seat ·/, /Contact ·/]) await drawer.getByRole('heading', { name: kept }).waitFor();
    await look(page, 'drawer');

    await page.getByRole('button', { name: 'Ke pengingat' }).click();
    await guest.sees('Mengingatkan');
    await drawer.getByText('diingatkan').first().waitFor();
    assert.deepEqual(faults, []);
    assert.deepEqual(await barriers(page), []);
    await page.context().close();
  });

  test('everything that a person can send is shown as it was sent', async () => {
    const { page, faults } = await open({ query: '?phone=rina@telegram-public' });
    const rina = new Hands(page, 'Rina');
    await rina.start();
    await rina.sees('Selamat datang');
    const picture = { name: 'lampu.png', mimeType: 'image/png', buffer: PICTURE };
    const choose = async (entry: string, files: Parameters<FileChooser['setFiles']>[0]): Promise<void> => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), rina.attach(entry)]);
      await chooser.setFiles(files);
    };
    await choose('Foto', picture);
    await page.getByRole('dialog').getByLabel('Keterangan').fill('lampu mati di gang mawar');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    // The bot may say it back.
    const photo = rina.messages.filter({ hasText: 'lampu mati di gang mawar' }).getByRole('img').first();
    await photo.evaluate((img) => (img as unknown as { decode(): Promise<void> }).decode());

    await choose('Foto', [picture, { ...picture, name: 'b.png' }, { ...picture, name: 'c.png' }]);
    await rina.phone.locator('.album .photo').nth(2).waitFor();
    assert.equal(await rina.phone.locator('.album').count(), 1);

    await choose('Berkas', { name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(20_500) });
    await rina.phone.getByRole('link', { name: 'Buka surat.pdf, 20,5 KB' }).waitFor();
    await choose('Berkas', { name: 'a.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') });
    const page2 = await rina.phone.getByRole('link', { name: /Buka a.html/ }).getAttribute('href');
    const answer = await page.request.get(new URL(page2!, page.url()).href);
    assert.match(answer.headers()['content-disposition']!, /^attachment/);

    await rina.attach('Lokasi');
    await page.getByRole('dialog').getByLabel('Tempat').selectOption({ label: 'Pasar Marelan' });
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await rina.sees('3.6877, 98.6558');
    await rina.attach('Nomor orang lain');
    await page.getByRole('dialog').getByLabel('Nama orang').fill('Pak Kepling');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await rina.sees('Pak Kepling');
    await rina.attach('Stiker');
    await rina.sees('👍');
    await rina.attach('Jajak pendapat');
    await page.getByRole('dialog').getByLabel('Pertanyaan').fill('Kapan?');
    await page.getByRole('dialog').getByLabel('Pilihan').fill('Pagi\nSore');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await rina.sees('Kapan?');

    await rina.phone.getByRole('button', { name: 'Rekam suara' }).click();
    await rina.phone.getByRole('button', { name: /Berhenti dan kirim/ }).click();
    await rina.phone.locator('audio').waitFor();
    await look(page, 'everything-sent');
    assert.deepEqual(await barriers(page), []);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('a message is answered, changed and forwarded; the bot is blocked; a group is made', async () => {
    const { page, faults } = await open({ query: '?phone=joko@telegram-public' });
    const joko = new Hands(page, 'Joko');
    await joko.start();
    await joko.sees('Selamat datang');
    const menu = async (text: string, entry: string, own = false): Promise<void> => {
      const message = joko.phone
        .locator(own ? '.message.own' : '.message:not(.own)')
        .filter({ hasText: text })
        .last();
      await message.hover();
      await message.getByRole('button', { name: 'Tindakan untuk pesan ini' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    };
    await menu('Selamat datang', 'Balas');
    await joko.write('terima kasih');
    await (await joko.sees('terima kasih')).locator('.quoted').waitFor();
    await menu('terima kasih', 'Ubah', true);
    await joko.write('terima kasih banyak');
    await (await joko.sees('terima kasih banyak')).getByText('diubah').waitFor();
    await menu('Selamat datang', 'Teruskan');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await joko.sees('Diteruskan dari Menyapa DPRD Kota Medan');
    await joko.phone.locator('.own .ticks.read').nth(1).waitFor();

    await joko.choose('Blokir bot');
    await joko.phone.getByRole('button', { name: 'Buka blokir', exact: true }).click();
    await joko.write('halo');
    await joko.sees(/Halo|Selamat datang/);

    await joko.choose('Buat grup');
    await page.getByRole('dialog').getByLabel('Nama grup').fill('Kepling Marelan');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await joko.phone.getByRole('tab', { name: 'Kepling Marelan', selected: true }).waitFor();
    await joko.sees(/./);
    await look(page, 'group');
    await joko.choose('Hapus percakapan');
    await joko.phone.getByText('Belum ada pesan').waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('what a bot does is shown: typing, a word on a press, edits, deletions, its keyboard', async () => {
    const { page, faults } = await open({ query: '?phone=lina@telegram-public' });
    const lina = new Hands(page, 'Lina');
    await lina.start();
    await lina.sees('Selamat datang');
    const chat_id = house.system.standIn.world.person('lina').user.id;
    const bot = async (method: string, args: object): Promise<{ message_id: number }> => {
      const address = `${house.system.standIn.url}/bot${demoBots.public.token}/${method}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ chat_id, ...args }) });
      return ((await answer.json()) as { result: { message_id: number } }).result;
    };
    await lina.tap('Kunjungan & audiensi');
    await lina.sees('Siapa yang akan datang');
    await lina.tap('Kunjungan & audiensi');
    await lina.phone.locator('.toast').filter({ hasText: /sudah/ }).waitFor();
    await bot('sendChatAction', { action: 'typing' });
    await lina.phone.getByText('sedang mengetik').waitFor();
    const { message_id } = await bot('sendMessage', { text: 'Satu <b>dua</b> <i>& tiga</i>', parse_mode: 'HTML' });
    const shown = await lina.sees('Satu dua & tiga');
    assert.equal(await shown.locator('b').innerText(), 'dua');
    assert.equal(await lina.phone.getByText('sedang mengetik').count(), 0);
    await bot('editMessageText', { message_id, text: '<img src=x onerror=alert(1)>' });
    const edited = await lina.sees('<img src=x');
    await edited.getByText('diubah').waitFor();
    await bot('deleteMessage', { message_id });
    await edited.waitFor({ state: 'detached' });
    await bot('sendMessage', { text: 'Bagikan', reply_markup: { keyboard: [['Pagi'], ['Sore']] } });
    await lina.phone.getByRole('button', { name: 'Sore' }).click();
    await (await lina.sees(/^Sore/)).and(lina.phone.locator('.own')).waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('the journal of a running conversation, and staff who are told in a chat that is not open', async () => {
    const { page, faults } = await open({ width: 1280, query: '?phone=sinta@telegram-public' });
    const sinta = new Hands(page, 'Sinta');
    await bind(sinta);
    await sinta.phone.getByRole('tab', { name: 'DPRD Kota Medan' }).click();
    await sinta.choose('Isi basis data');
    await sinta.start();
    await sinta.sees('Selamat datang');
    await sinta.write('kunjungan');
    await sinta.sees('Siapa yang akan datang');
    await sinta.tap('Sekolah');
    await sinta.sees('sekolah atau kampus');
    const drawer = sinta.phone.getByRole('complementary');
    await drawer.getByRole('row', { name: 'siapa sekolah' }).waitFor();
    await drawer.getByRole('row', { name: /sikulin 1/ }).waitFor();
    await drawer.getByText('Lihat sebagai JSON').first().click();
    await drawer.getByText('"flow": "sikulin"').waitFor();
    await look(page, 'journal');
    const other = new Hands(page, 'Tono');
    await page.getByRole('button', { name: 'Tambah ponsel' }).click();
    await page.getByRole('dialog').getByLabel('Nama orang').fill('tono');
    await page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
    await book(other);
    await sinta.phone.getByRole('tab', { name: /Anggota dan Staf 1 belum dibaca/ }).click();
    await sinta.sees('Permohonan kunjungan');
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('whoever was at the end of a chat stays there when the chat gets lower, and only scrolling up leaves it', async () => {
    const { page, faults } = await open({ width: 390, height: 700, query: '?phone=gulir@telegram-public' });
    const gulir = new Hands(page, 'Gulir');
    await gulir.start();
    await gulir.sees('Selamat datang');
    for (const text of ['zzz', 'qqq']) {
      await gulir.write(text);
      await gulir.messages
        .filter({ hasText: 'belum paham' })
        .nth(text === 'zzz' ? 0 : 1)
        .waitFor();
    }
    // The browser may tell of an older scroll after the log got lower: nobody has moved.
    const log = gulir.phone.locator('.log');
    const left = (up: boolean): Promise<number> =>
      log.evaluate(async (element, back) => {
        if (back) element.scrollTop -= 150;
        else element.style.maxHeight = '180px';
        element.dispatchEvent(new Event('scroll'));
        const frames = globalThis as unknown as { requestAnimationFrame(then: (at: number) => void): void };
        for (const _ of [1, 2, 3]) await new Promise<number>((resolve) => frames.requestAnimationFrame(resolve));
        return element.scrollHeight - element.scrollTop - element.clientHeight;
      }, up);
    assert.ok((await left(false)) < 2);
    assert.ok((await left(true)) > 100);
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('a recorded conversation is read and played again on new phones', async () => {
    const { page, faults } = await open({ width: 1440, height: 900, query: '?phone=warga-1@telegram-public' });
    await page.getByRole('button', { name: 'Contoh percakapan' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Staf menolak/ }).click();
    await dialog.getByText('Ruang sedang direnovasi').first().waitFor();
    await look(page, 'gallery');
    assert.deepEqual(await barriers(page), []);
    await dialog.getByLabel('Kecepatan').selectOption({ label: 'Secepatnya' });
    await dialog.getByRole('button', { name: 'Putar ulang' }).click();
    await page.getByText('Selesai diputar').waitFor({ timeout: 30_000 });
    await new Hands(page, 'Budi Santoso').sees('Ruang sedang direnovasi');
    await new Hands(page, 'Sari (staf)').sees('ditolak');
    await look(page, 'replayed');
    assert.equal(new URL(page.url()).searchParams.getAll('phone').length, 3);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});
