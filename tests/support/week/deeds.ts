/** What people do, at the real bots, and at once noted in the visit's story. */
import jsQR from 'jsqr';
import sharp from 'sharp';
import { COMMANDS } from '#flows/handlers.ts';
import { chatId } from '#services/outbox.ts';
import { pdf } from '#tests/support/samples.ts';
import type { Talk } from '#tests/support/talk.ts';
import { book, toDate, toPhone } from '#tests/support/visits.ts';
import type { House } from './house.ts';
import { dayOf, timeOf } from './moments.ts';
import { GUESTS, OFFICE } from './people.ts';
import type { Clerk, Guest } from './people.ts';
import type { Deed, When } from './state.ts';
import { Story } from './story.ts';

// Its types are those of a CommonJS module.
const readQr = jsQR as unknown as typeof jsQR.default;

const LABELS = { dprd: 'DPRD', instansi: 'Instansi', sekolah: 'Sekolah', warga: 'Warga' } as const;

/** `12/3/2030`, `14.00`: as people write them. */
const said = (date: string): string => date.split('-').map(Number).toReversed().join('/');
const dotted = (time: string): string => time.replace(':', '.');

const SCORES: Record<number, string> = { 1: 'Tidak baik', 2: 'Kurang baik', 3: 'Baik', 4: 'Sangat baik' };

export type Way = 'qr' | 'code' | 'number' | 'name';

export class Deeds {
  readonly house: House;
  readonly stories: Story[] = [];
  private readonly talks = new Map<string, Talk>();

  static async open(house: House): Promise<Deeds> {
    const deeds = new Deeds(house);
    for (const [clerk, role] of Object.entries(OFFICE)) deeds.talks.set(clerk, await house.s.staff(clerk, role));
    await Promise.all(GUESTS.map(({ key }) => deeds.talk(key).start().sees('Selamat datang').done));
    return deeds;
  }

  private constructor(house: House) {
    this.house = house;
  }

  /** Somebody's phone; whoever takes it is about to act. */
  private talk(person: string): Talk {
    this.house.act(person);
    const known = this.talks.get(person) ?? this.house.s.talk('telegram-public', person);
    this.talks.set(person, known);
    return known;
  }

  private note(story: Story, deed: Deed extends infer D ? (D extends Deed ? Omit<D, 'at'> : never) : never): void {
    story.deeds.push({ ...deed, at: this.house.now } as Deed);
  }

  private story(guest: Guest, when: When, letter: boolean): Story {
    const { kind, key, institution, people } = guest;
    const story = new Story({ kind, guest: key, institution }, { ...when, people, letter });
    this.stories.push(story);
    return story;
  }

  // Guests

  /** Through the whole form, fourteen messages. */
  async book(guest: Guest, when: When, letter: boolean): Promise<Story> {
    const story = this.story(guest, when, letter);
    this.note(story, { did: 'book', heard: true });
    const talk = this.talk(guest.key);
    const wish = {
      ...{ kind: LABELS[guest.kind], from: guest.institution ?? '', day: said(when.date), time: dotted(when.time) },
      ...{ people: String(guest.people), name: guest.name },
    };
    if (letter) {
      toPhone(talk, wish).user('0812-3456-7890').sees('surat permohonannya');
      await talk
        .act(letterFile)
        .sees('diperiksa dulu')
        .tap('Ya, kirim')
        .sees(/Nomor: K-\d+/).done;
    } else await book(talk, wish).done;
    story.number =
      /Nomor: (K-\d+)/.exec(talk.phone.messages().findLast((m) => m.text.includes('Nomor: K-'))?.text ?? '')?.[1] ?? '';
    return story;
  }

  /** The command that stands behind the form, which says nothing to the guest: for the many. */
  async bookQuickly(guest: Guest, when: When): Promise<Story> {
    const story = this.story(guest, when, false);
    this.note(story, { did: 'book', heard: false });
    const { kind, institution, people, name, key } = guest;
    const args = {
      ...{ kind, institution, purpose: 'Belajar tentang dewan', meet: null, needs: [], ...when, people, name },
      ...{ phone: '+6281234567890', letter: null },
    };
    const chat = chatId('telegram-public', String(this.house.s.standIn.world.person(key).user.id));
    const request = { requestKey: `${key}-${when.date}`, args: args as never, chat, locale: 'id', who: null } as const;
    const result = await COMMANDS['sikulin.book']?.(request, this.house.services);
    if (!result || !('done' in result)) throw new Error(`not booked: ${JSON.stringify(result)}`);
    story.number = (result.done as { number: string }).number;
    return story;
  }

  async move(story: Story, { date, time }: When): Promise<void> {
    const talk = await this.mine(story, 'Pindah waktu');
    await talk.sees('tanggal berapa').user(said(date)).sees('Jam berapa').tap(dotted(time)).sees('dipindahkan ke').done;
    await talk.tap('Ya').sees(`${story.number} kami pindahkan ke`).done;
    this.note(story, { did: 'move', date, time });
  }

  async change(story: Story, people: number): Promise<void> {
    const talk = await this.mine(story, 'Ubah jumlah');
    await talk.sees('Berapa orang').user(String(people)).sees(`Jumlah untuk ${story.number} menjadi ${people}`).done;
    this.note(story, { did: 'change', people });
  }

  /** From *Kunjungan saya*, or by the button under what asks for it. */
  async sendLetter(story: Story, button = false): Promise<void> {
    const talk = button ? this.talk(story.guest) : await this.mine(story, 'Kirim surat');
    if (button) this.press(talk, 'Kirim surat', new RegExp(`kunjungan ${story.number} belum (kami terima|sesuai)`));
    await talk.sees('kirim suratnya').act(letterFile).sees(`surat untuk ${story.number} sudah kami terima`).done;
    this.note(story, { did: 'send-letter' });
  }

  async askTemplate(story: Story): Promise<void> {
    const talk = await this.mine(story, 'Minta contoh surat');
    await talk.sees('Ini contoh suratnya').done;
    this.note(story, { did: 'ask-template' });
  }

  /** From 1, who is asked what to mend, to 4. */
  async rate(story: Story, score: number): Promise<void> {
    const talk = this.talk(story.guest);
    this.press(talk, SCORES[score] ?? '', /^Terima kasih sudah berkunjung/);
    if (score > 2) await talk.sees('Terima kasih atas penilaiannya').done;
    else await talk.sees('perlu kami perbaiki?').user('Menunggunya lama sekali').sees('kami sampaikan').done;
    this.note(story, { did: 'rate', score });
  }

  async allowPhoto(story: Story, publish: boolean): Promise<void> {
    const talk = this.talk(story.guest);
    this.press(talk, publish ? 'Boleh' : 'Jangan dimuat', new RegExp(`^Foto bersama dari kunjungan ${story.number}`));
    await talk.sees(publish ? 'Kalau nanti berubah pikiran' : 'tidak kami muat').done;
    this.note(story, { did: 'allow-photo', publish });
  }

  async cancel(story: Story): Promise<void> {
    const talk = await this.mine(story, 'Batalkan');
    await talk.sees('dibatalkan?').tap('Ya').sees(`${story.number} sudah dibatalkan`).done;
    this.note(story, { did: 'cancel' });
  }

  /** *Kunjungan saya*, the visit if there are several, and what is to be done with it. */
  private async mine({ guest, number }: Story, wish: string): Promise<Talk> {
    const talk = this.talk(guest);
    await talk.user('kunjungan saya').sees(/Yang mana\?$|Mau apa\?$/).done;
    if (talk.last?.text.endsWith('Yang mana?')) await talk.tap(number).sees(number, 'Mau apa?').done;
    return talk.tap(wish);
  }

  async answer(story: Story, take: boolean): Promise<void> {
    const talk = this.talk(story.guest);
    this.press(talk, take ? 'Terima' : 'Tidak bisa', new RegExp(`kunjungan ${story.number}, kantor mengusulkan`));
    await talk.sees(take ? 'waktu barunya kami pakai' : `${story.number} kami batalkan`).done;
    this.note(story, { did: take ? 'take' : 'leave-it' });
  }

  /** Somebody who would like a day on which no seat is left, and gives up. */
  async findsFull(person: string, date: string): Promise<void> {
    const talk = toDate(this.talk(person), { kind: 'Warga' }).user(said(date)).sees('jadwalnya penuh');
    await talk.user('batal').sees('kami batalkan').done;
  }

  // Staff

  async approve(story: Story, by: Clerk): Promise<void> {
    const talk = this.talk(by);
    this.press(talk, 'Setujui', cardOf(story));
    await talk.sees(`${story.number} disetujui`).done;
    this.note(story, { did: 'approve', by });
  }

  async decline(story: Story, by: Clerk): Promise<void> {
    const talk = this.talk(by);
    this.press(talk, 'Tolak', cardOf(story));
    await talk.sees('Apa alasannya').user('Ruang sedang direnovasi').sees(`${story.number} ditolak`).done;
    this.note(story, { did: 'decline', by });
  }

  async returnLetter(story: Story, by: Clerk): Promise<void> {
    const talk = this.talk(by);
    this.press(talk, 'Minta surat lain', cardOf(story));
    await talk.sees('yang kurang').user('Belum ditandatangani').sees(`${story.number} sudah kami minta`).done;
    this.note(story, { did: 'return-letter', by });
  }

  async propose(story: Story, by: Clerk, { date, time }: When): Promise<void> {
    const talk = this.talk(by);
    this.press(talk, 'Usulkan waktu lain', cardOf(story));
    await talk.sees('Tanggal berapa').user(said(date)).sees('Jam berapa').tap(dotted(time)).sees('alasannya').done;
    await talk.user('Pimpinan sedang rapat').sees(`${story.number} sudah kami kirim`).done;
    this.note(story, { did: 'propose', by, date, time });
  }

  async arrive(story: Story, by: Clerk, way: Way): Promise<void> {
    const talk = this.talk(by);
    if (way === 'qr') talk.start(await this.scan(story));
    else if (way === 'code') talk.user(this.codeOf(story));
    else
      talk
        .user('tamu datang')
        .sees('Siapa yang datang?')
        .user(way === 'number' ? story.number : story.guest);
    await talk.sees(story.number, 'tercatat datang pukul').done;
    this.note(story, { did: 'arrive', by });
  }

  /** From the list at the desk; from the button under *sudah lewat waktunya* where they stayed so long. */
  async go(story: Story, by: Clerk, overrun = false): Promise<void> {
    const talk = this.talk(by);
    if (overrun) this.press(talk, 'Sudah pulang', new RegExp(`^${story.number} .*lewat waktunya`));
    else talk.user('tamu pulang').sees('Siapa yang pulang?').tap(story.number);
    await talk.sees(`${story.number} tercatat pulang`).done;
    this.note(story, { did: 'go', by });
  }

  async photograph(story: Story, by: Clerk): Promise<void> {
    const talk = this.talk(by);
    this.press(talk, 'Kirim foto bersama', new RegExp(`^Ada foto bersama ${story.number}`));
    const create = { width: 80, height: 60, channels: 3, background: '#888' } as const;
    const bytes = await sharp({ create }).jpeg().toBuffer();
    await talk.sees('kirim foto bersama').act({ do: 'photo', bytes }).sees(`${story.number} sudah sampai ke tamu`).done;
    this.note(story, { did: 'photograph', by });
  }

  async walkIn(name: string, by: Clerk): Promise<Story> {
    const when = { date: dayOf(this.house.now), time: timeOf(this.house.now) };
    const story = new Story({ kind: 'langsung', guest: '', institution: null }, { ...when, people: 1, letter: false });
    this.stories.push(story);
    const talk = this.talk(by).user('tamu langsung').sees('nama tamunya').user(name).sees('bertemu').tap('Sekretariat');
    await talk.sees('keperluannya').user('Mengantar surat').sees(name, 'buku tamu').done;
    story.number =
      /T-\d+/.exec(talk.phone.messages().findLast((m) => m.text.includes('buku tamu'))?.text ?? '')?.[0] ?? '';
    this.note(story, { did: 'walk-in', by });
    return story;
  }

  /** What the desk reads as *tamu hari ini*, or as the month's figures behind it. */
  async desk(by: Clerk, next: 'Selesai' | 'Angka'): Promise<string> {
    const talk = this.talk(by).user('tamu hari ini').sees('Mau apa?').tap(next);
    if (next === 'Angka') talk.sees('untuk kapan?').tap('Maret 2030').sees('Kunjungan Maret 2030');
    await talk.done;
    const words = next === 'Angka' ? 'Kunjungan Maret 2030' : 'Tamu hari ini';
    return talk.phone.messages().findLast((m) => m.text.startsWith(words))?.text ?? '';
  }

  /** On the newest message that fits. */
  private press({ phone }: Talk, label: string, words: RegExp): void {
    const message = phone.messages().findLast(({ text, buttons }) => buttons.length > 0 && words.test(text));
    if (!message) throw new Error(`no button ${label} under ${String(words)}`);
    phone.press(label, { message: message.id });
  }

  /** The six digits as the guest's newest ticket says them. */
  codeOf(story: Story): string {
    return /kode (\d{6})/.exec(this.ticket(story).text)?.[1] ?? '';
  }

  private ticket({ guest, number }: Story) {
    const tickets = this.talks.get(guest)?.phone.messages() ?? [];
    const ticket = tickets.findLast(({ text }) => text.startsWith(`Tiket kunjungan ${number}`));
    if (!ticket) throw new Error(`${guest} has no ticket for ${number}`);
    return ticket;
  }

  /** What the QR on the guest's ticket opens: a start link's payload. */
  private async scan(story: Story): Promise<string> {
    const { file } = this.ticket(story);
    const png = file && this.house.s.standIn.world.files.peek(file.id)?.bytes;
    const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return (
      new URL(readQr(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '').searchParams.get('start') ?? ''
    );
  }
}

const letterFile = { do: 'file', name: 'surat.pdf', bytes: pdf() } as const;
const cardOf = ({ number }: Story): RegExp => new RegExp(`Permohonan kunjungan ${number}\\b`);
