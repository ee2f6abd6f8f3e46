/** The page for everybody: by keyboard, read out, on a small screen, by a link, over a bad connection. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Hands } from './desk.ts';
import { barriers, look, openHouse } from './house.ts';

suite('the page of phones, for everybody', () => {
  const { open } = openHouse();

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
    await tuti.sees('keperluannya');
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
    assert.deepEqual(await barriers(page), []);
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
