/** Hands on a phone of the page: what tests do there, in a person's words. */
import type { Locator, Page } from 'playwright-core';

export class Hands {
  readonly page: Page;
  readonly phone: Locator;

  constructor(page: Page, name: string) {
    this.page = page;
    this.phone = page.getByRole('region', { name, exact: true });
  }

  /** Presses Start. */
  async start(): Promise<void> {
    await this.phone.getByRole('button', { name: 'Mulai', exact: true }).click();
  }

  async write(text: string): Promise<void> {
    const line = this.phone.getByRole('textbox', { name: 'Tulis pesan' });
    await line.fill(text);
    await line.press('Enter');
  }

  /** Presses the newest button whose label begins so. */
  async tap(label: string): Promise<void> {
    await this.phone.locator('.choice').filter({ hasText: label }).last().click();
  }

  /** Waits until the newest message that holds the text is shown. */
  async sees(text: string | RegExp): Promise<Locator> {
    const message = this.messages.filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  }

  /** Opens the phone's menu and chooses. */
  async choose(entry: string): Promise<void> {
    await this.phone.getByRole('button', { name: /^Menu ponsel/ }).click();
    await this.page.getByRole('menuitem', { name: new RegExp(`^${entry}( \\(|$)`) }).click();
  }

  /** Chooses from the menu of the paper clip. */
  async attach(entry: string): Promise<void> {
    await this.phone.getByRole('button', { name: 'Lampirkan' }).click();
    await this.page.getByRole('menuitem', { name: new RegExp(`^${entry}( \\(|$)`) }).click();
  }

  get messages(): Locator {
    return this.phone.locator('.message');
  }
}

/** From Start to the summary's confirmation, by clicking and typing. */
export async function book(guest: Hands): Promise<void> {
  await guest.start();
  await guest.sees('Selamat datang');
  await guest.write('kunjungan');
  await guest.sees('Siapa yang akan datang');
  await guest.tap('Warga');
  await guest.sees('Apa keperluannya');
  await guest.write('Menyampaikan usul');
  await guest.sees('Ingin bertemu siapa');
  await guest.tap('Bantu');
  await guest.sees('tanggal berapa');
  await guest.tap('');
  await guest.sees('Jam berapa');
  await guest.tap('09.00');
  await guest.sees('Berapa orang');
  await guest.write('2');
  await guest.sees('perlu kami siapkan');
  await guest.tap('Tidak ada');
  await guest.sees('Atas nama');
  await guest.write('Budi Santoso');
  await guest.sees('Nomor HP');
  await guest.attach('Nomor saya');
  await guest.sees('Mohon diperiksa');
  await guest.tap('Ya, kirim');
  await guest.sees(/Nomor: K-\d+/);
}

/** Makes the phone's person a member of staff, by the page's own menu. */
export async function bind(staff: Hands, role = 'staf'): Promise<void> {
  await staff.choose('Undang sebagai staf atau anggota');
  await staff.page.getByRole('dialog').getByRole('combobox').selectOption(role);
  await staff.page.getByRole('dialog').getByRole('button', { name: 'Ya' }).click();
  await staff.sees('sudah terhubung');
}
