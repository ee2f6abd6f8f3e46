/**
 * A patient person who books visits: reads the newest question, answers it by button where there is one, and answers again
 * when the same question comes again. Before each answer the robot waits until the bot has nothing left to say.
 */
import type { Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import type { Stage } from './stage.ts';

/** What a message asks or tells, by the words people read. The first that fits counts. */
const MEANINGS = {
  booked: /Nomor: K-\d+/,
  cancelled: /sudah dibatalkan/,
  which: /Ada \d+ kunjungan\. Yang mana/,
  wish: /Mau apa\?/,
  sure: /dibatalkan\?/,
  summary: /Mohon diperiksa dulu/,
  change: /Bagian mana yang mau diubah/,
  kind: /Siapa yang akan datang/,
  purpose: /Apa keperluannya/,
  meet: /Ingin bertemu siapa/,
  needs: /perlu kami siapkan/,
  letter: /surat permohonannya/,
  samePhone: /Pakai nomor/,
  from: /Dari (DPRD|instansi|sekolah)/,
  time: /Jam berapa|Jam berikut masih kosong/,
  full: /ternyata sudah penuh/,
  date: /tanggal berapa|pilih tanggal lain/,
  people: /Berapa orang yang akan datang/,
  name: /Atas nama siapa/,
  phone: /Nomor HP yang bisa/,
  menu: /Ada yang bisa kami bantu/,
} as const;

export type Meaning = keyof typeof MEANINGS;

export interface Heard {
  meaning: Meaning;
  message: Shown;
}

/** What the person meant to book, and the number they were told. */
export interface Booked {
  number: string;
  name: string;
  date: string;
  time: string;
  people: number;
  chat: string;
}

export interface RobotOptions {
  stage: Stage;
  /** Who it is, by key. */
  who: string;
  /** Its place among the robots, from 0: each does some things differently. */
  place: number;
  /** The day the person names, `yyyy-MM-dd`, when asked for one for the `n`th time, from 0. */
  dayOf(n: number): string;
  /** The shortest way: a citizen, the first hour offered, nothing changed, nothing twice. */
  plain?: boolean;
}

const PATIENCE = 120_000;
const KINDS = ['DPRD lain', 'Instansi / lembaga', 'Sekolah / kampus', 'Warga'];

export class Unanswered extends Error {
  override name = 'Unanswered';
}

/** The meaning of a message, or null where the robot need not do anything about it. */
export function meaningOf({ text }: Shown): Meaning | null {
  const found = Object.entries(MEANINGS).find(([, words]) => words.test(text));
  return found ? (found[0] as Meaning) : null;
}

export class Robot {
  /** Feed positions at which the person did something. */
  readonly acts: number[] = [];
  /** Every confirmation is pressed twice, and each press delivered twice. */
  impatient = false;
  readonly phone: Phone;
  readonly chat: string;
  private readonly options: RobotOptions;
  private bookings = 0;
  private tries = 0;
  /** Answers to the question of the hour since the day was named. */
  private hours = 0;
  private wish = { name: '', date: '', time: '', people: 0 };
  private changed = false;
  private unwanted = '';

  constructor(options: RobotOptions) {
    const { stage, who } = options;
    this.options = options;
    this.phone = stage.phone(who, 'telegram-public');
    this.chat = stage.chatOf(who, 'telegram-public');
  }

  /** One visit, from the first word to its number. */
  async book(): Promise<Booked> {
    let heard = await this.toSummary();
    while (heard.meaning !== 'booked') heard = await this.answer(heard);
    return this.told(heard);
  }

  /** Cancels a visit of their own; resolves once told that it is. */
  async cancel({ number }: Booked): Promise<void> {
    this.unwanted = number;
    let heard = await this.exchange(() => this.say('kunjungan saya'));
    while (heard.meaning !== 'cancelled') heard = await this.answer(heard);
    this.unwanted = '';
  }

  /** To the summary that only has to be confirmed. */
  async toSummary(): Promise<Heard> {
    this.bookings += 1;
    this.changed = !this.varies(4);
    this.wish = { ...this.wish, name: `Robot ${this.options.place}-${this.bookings}` };
    if (!this.acts.length) await this.exchange(() => this.phone.start());
    let heard = await this.exchange(() => this.say('kunjungan'));
    while (heard.meaning !== 'summary' || !this.changed) heard = await this.answer(heard);
    return heard;
  }

  /** To the summary at which `other` stands, without filling the form: the state of a form is data. */
  async toSummaryOf(other: Robot): Promise<Heard> {
    this.wish = { ...other.wish };
    this.tries = other.tries;
    this.changed = true;
    await this.exchange(() => this.phone.start());
    await this.options.stage.chats.copy(other.chat, this.chat);
    return this.exchange(() => this.say('ulangi'));
  }

  told({ message }: Heard): Booked {
    const number = /K-\d+/.exec(message.text)?.[0] ?? '';
    return { ...this.wish, number, chat: this.chat };
  }

  /** Answers what was heard, and resolves to what is heard next. */
  answer({ meaning, message }: Heard): Promise<Heard> {
    return this.exchange(() => this.act(meaning, message));
  }

  /** Resolves to the newest thing that means something, once the bot has nothing more to say. */
  async exchange(act: () => unknown): Promise<Heard> {
    const { phone, chat } = this;
    const { stage } = this.options;
    const { feed } = phone.scene.world;
    const from = feed.position;
    this.acts.push(from);
    act();
    const newest = () => phone.messages(from).findLast((m) => meaningOf(m) !== null);
    let pause = 10;
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline && !stage.over;) {
      const position = feed.position;
      const message = newest();
      if (!message) await phone.next(position, 1000).catch(() => {});
      // What came while the chat was looked at is newer than what was read.
      else if ((await stage.chats.quiet(chat)) && newest() === message)
        return { meaning: meaningOf(message)!, message };
      // Two hundred people who look again and again would be the load themselves.
      else await new Promise((resolve) => setTimeout(resolve, (pause *= 2)));
    }
    const read = phone.messages(from).map((m) => m.text);
    throw new Unanswered(`not answered, but ${read.join(' / ') || 'nothing'}: ${await stage.describe(chat)}`);
  }

  /** Differs from booking to booking and from robot to robot. */
  private get count(): number {
    return this.options.place + this.bookings;
  }

  /** True for one booking in `every`. */
  private varies(every: number): boolean {
    return !this.options.plain && this.count % every === 0;
  }

  private act(meaning: Meaning, message: Shown): void {
    const { wish } = this;
    switch (meaning) {
      case 'kind':
        return this.tap(message, this.options.plain ? 'Warga' : KINDS[this.count % KINDS.length]!);
      case 'from':
        return this.say(`Lembaga ${this.options.place}`);
      case 'purpose':
        return this.say('Belajar tentang dewan');
      case 'meet':
        return this.tap(message, 'Bantu pilihkan');
      case 'needs':
        return this.tap(message, 'Tidak ada');
      case 'letter':
        return this.tap(message, 'Menyusul');
      case 'samePhone':
        return this.tap(message, 'Ya, nomor itu');
      case 'date':
        wish.date = this.options.dayOf(this.tries);
        this.tries += 1;
        this.hours = 0;
        return this.say(wish.date.split('-').reverse().join('/'));
      case 'full':
        return this.say('kembali');
      case 'time': {
        const labels = labelsOf(message);
        // One group books one slot once: who was told so takes another hour, then another day.
        if (!this.options.plain && this.hours >= labels.length) return this.say('kembali');
        const label = labels[this.options.plain ? 0 : (this.count + this.hours) % labels.length]!;
        this.hours += 1;
        // `09:00` of `09.00 (sisa 2)`.
        wish.time = label.slice(0, 5).replace('.', ':');
        return this.tap(message, label);
      }
      case 'people':
        wish.people = 1 + (this.acts.length % 50);
        return this.say(String(wish.people));
      case 'name':
        return this.say(wish.name);
      case 'phone':
        return this.say('081234567890');
      case 'summary':
        return this.confirm(message);
      case 'change':
        this.changed = true;
        return this.tap(message, 'Jumlah orang');
      case 'which':
        return this.say(this.unwanted);
      case 'wish':
        return this.tap(message, 'Batalkan kunjungan');
      case 'sure':
        return this.tap(message, 'Ya, batalkan kunjungan');
      case 'menu':
        return this.say(this.unwanted ? 'kunjungan saya' : 'kunjungan');
      case 'booked':
      case 'cancelled':
        return this.say('kunjungan');
    }
  }

  /** Some change an answer first; some have an impatient thumb. */
  private confirm(message: Shown): void {
    if (!this.changed) return this.tap(message, 'Ubah');
    this.tap(message, 'Ya, kirim', this.impatient);
    if (this.impatient || this.varies(3)) this.tap(message, 'Ya, kirim', this.impatient);
  }

  private say(text: string): void {
    this.phone.text(text, { twice: this.twice });
  }

  private tap({ id }: Shown, label: string, twice = this.twice): void {
    this.phone.press(label, { message: id, twice });
  }

  /** One input in five is delivered again. */
  private get twice(): boolean {
    return !this.options.plain && this.acts.length % 5 === 0;
  }
}

const labelsOf = ({ buttons }: Shown): string[] => buttons.flat().map(({ label }) => label);
