/** The page in a real browser, on the whole system: what a newcomer does first, by mouse and by keyboard alone. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, suite, test } from 'node:test';
import type { Browser, FileChooser, Page } from 'playwright-core';
import { demoBots } from '#simulator/demo-bots.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestSystem } from '#tests/support/system.ts';
import { openBrowser, openPage } from './browser.ts';
import { bind, book, Hands } from './desk.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Faults by axe-core's rules for WCAG 2.2 AA, as `rule: what`. */
async function barriers(page: Page): Promise<string[]> {
  const faults = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations)`,
  );
  return faults.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** The page's own policy forbids a script from elsewhere; the debugger's door is not under it. */
async function withAxe(page: Page): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  await page.evaluate(await readFile(axe, 'utf8'));
}

/** Four by four points, red. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGP4z8AARwzEcQCukw/x0F8jngAAAABJRU5ErkJggg==',
  'base64',
);

const shots = process.env['PAGE_SHOTS'];
async function look(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

suite('the page of phones', () => {
  const ends: (() => unknown)[] = [];
  let system: TestSystem;
  let browser: Browser;

  before(async () => {
    const t = { after: (end: () => unknown) => void ends.push(end) };
    system = await startTestSystem(t);
    browser = await openBrowser(t);
  });
  after(async () => {
    for (const end of ends.reverse()) await end();
  });
  const open = (options = {}) => openPage(browser, system.system.web!, options);

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
    await withAxe(page);
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
    const photo = (await rina.sees('lampu mati di gang mawar')).getByRole('img');
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
    await withAxe(page);
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
    assert.ok((await joko.phone.locator('.own .ticks.read').count()) >= 2);

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
    const chat_id = system.standIn.world.person('lina').user.id;
    const bot = async (method: string, args: object): Promise<{ message_id: number }> => {
      const address = `${system.standIn.url}/bot${demoBots.public.token}/${method}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ chat_id, ...args }) });
      return ((await answer.json()) as { result: { message_id: number } }).result;
    };
    await lina.tap('Kunjungan');
    await lina.sees('Siapa yang akan datang');
    await lina.tap('Kunjungan');
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

  test('a lost connection is told and mended; a stand-in started anew is shown from its beginning', async () => {
    const { page } = await open({ query: '?phone=yuni@telegram-public' });
    const yuni = new Hands(page, 'Yuni');
    await yuni.start();
    await yuni.sees('Selamat datang');
    await page.route('**/people/events?*', (route) => route.abort());
    await yuni.write('halo');
    await page.getByText('Sambungan terputus').waitFor();
    await page.unroute('**/people/events?*');
    await yuni.sees('halo');
    await page.getByText('Sambungan terputus').waitFor({ state: 'detached' });

    await page.route('**/people/events?*', (route) => route.abort());
    await yuni.write('halo lagi');
    await page.getByText('Sambungan terputus').waitFor();
    const loaded = page.waitForEvent('load');
    await page.route('**/people', (route) =>
      route.fulfill({ json: { position: 0, bots: [], people: [], groups: [] } }),
    );
    await loaded;
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

  test('by keyboard alone, and read out', async () => {
    const { page, faults } = await open({ query: '?phone=tuti@telegram-public' });
    const tuti = new Hands(page, 'Tuti');
    const focused = () =>
      page.evaluate<string>(
        `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()`,
      );
    const tabTo = async (name: string): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()).startsWith(name)) return;
      }
      assert.fail(`Tab never came to ${name}`);
    };
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Lompat ke ponsel pertama');
    await page.keyboard.press('Enter');
    await tabTo('Mulai');
    await page.keyboard.press('Enter');
    await tuti.sees('Selamat datang');
    assert.equal(await focused(), 'Tulis pesan');
    await page.keyboard.type('kunjungan');
    await page.keyboard.press('Enter');
    await tuti.sees('Siapa yang akan datang');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Foto' }).waitFor();
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), 'Berkas');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'Lampirkan');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(), 'Warga', 'the last choice stands before the line');
    await page.keyboard.press('Enter');
    await tuti.sees('tanggal berapa');
    const log = tuti.phone.getByRole('log');
    assert.equal(await log.getAttribute('aria-live'), 'polite');
    await tuti.phone.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await tuti.phone.getByRole('tab', { name: 'Anggota dan Staf', selected: true }).waitFor();
    assert.deepEqual(faults, []);
    await page.context().close();
  });

  test('on a small screen one phone, and a switch; at twice the size nothing is lost', async () => {
    const { page, faults } = await open({ width: 390, height: 780 });
    const [guest, staff] = [new Hands(page, 'Warga 1'), new Hands(page, 'Staf 1')];
    assert.ok(await guest.phone.isVisible());
    assert.ok(!(await staff.phone.isVisible()));
    await look(page, 'small');
    await page.getByRole('navigation').getByRole('button', { name: 'Staf 1' }).click();
    assert.ok(await staff.phone.isVisible());
    await staff.choose('Isi basis data');
    await look(page, 'small-drawer');
    await page.keyboard.press('Escape');
    await staff.phone.getByRole('complementary').waitFor({ state: 'detached' });
    // 200 % of a screen of 640 by 720 is half of it to lay out.
    for (const [width, height] of [
      [390, 780],
      [320, 360],
    ] as const) {
      await page.setViewportSize({ width, height });
      const [inner, outer] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      );
      assert.ok(inner <= outer, `${inner} px wide in ${outer}`);
    }
    await look(page, 'small-zoomed');
    await withAxe(page);
    assert.deepEqual(await barriers(page), []);
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
    await withAxe(page);
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

  test('a link opens the same phones; what was said is there again; English whole', async () => {
    const { page, faults } = await open({ query: '?phone=mei@telegram-public&phone=mei-2@telegram-members&lang=en' });
    await page.getByRole('region', { name: 'Mei', exact: true }).getByRole('button', { name: 'Start' }).click();
    await page.getByText('Selamat datang').waitFor();
    await page.reload();
    await page.locator('body[data-ready]').waitFor({ state: 'attached' });
    assert.equal(await page.getByText('Selamat datang').count(), 1);
    assert.equal(await page.locator('.phone').count(), 2);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByRole('dialog').getByLabel("Person's name").fill('Pak Tarigan');
    await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
    await page.getByRole('region', { name: 'Pak Tarigan' }).waitFor();
    await page.waitForURL(/phone=Pak\+Tarigan@telegram-public/);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
});
