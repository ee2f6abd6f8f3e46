/** A supergroup with topics in which the office works, and whoever writes in it. */
import assert from 'node:assert/strict';
import type { Group, Phone } from '#simulator/people.ts';
import type { Shown } from '#simulator/world/shown.ts';
import { beginInTheMorning } from '#tests/support/office-hours.ts';
import { startTestSystem } from '#tests/support/system.ts';
import type { TestOptions, TestSystem } from '#tests/support/system.ts';
import type { Talk } from '#tests/support/talk.ts';

const BOT = 'telegram-members';
const PATIENCE = 15_000;

export interface GroupHouse extends TestSystem {
  group: Group;
  /** The word behind the bot's name, as it must be written before the bot is an administrator. */
  word(said: string): string;
  /** A citizen who asked for a person with these words. */
  ask(person: string, words: string): Promise<Talk>;
  /** The topic whose name begins so, once it is there. */
  topic(name: string): Promise<number>;
  /** A phone open at that topic, or at General. */
  at(person: string, topic?: number): Topic;
}

/** What somebody reads and writes in one topic. */
export class Topic {
  readonly phone: Phone;
  private seen = 0;

  constructor(phone: Phone) {
    this.phone = phone;
  }

  /** Waits for the bot's next message here that holds every word. */
  async sees(...words: (string | RegExp)[]): Promise<Shown> {
    const fits = ({ text }: Shown): boolean =>
      words.every((word) =>
        typeof word === 'string' ? text.toLowerCase().includes(word.toLowerCase()) : word.test(text),
      );
    for (const until = Date.now() + PATIENCE; Date.now() < until;) {
      const found = this.phone.messages(this.seen).find(fits);
      if (found) {
        this.seen = found.seq;
        return found;
      }
      await this.phone.next(this.phone.scene.world.feed.position, 500).catch(() => {});
    }
    assert.fail(
      `did not see ${words.join(' and ')} in:\n${this.phone
        .messages(this.seen)
        .map(({ text }) => text)
        .join('\n---\n')}`,
    );
  }

  /** Messages of the bot here that hold the word. */
  count(word: string): number {
    return this.phone.messages().filter(({ text }) => text.includes(word)).length;
  }
}

/** `people`: members of the group; the bot is an administrator of it. */
export async function openGroup(
  t: Parameters<typeof startTestSystem>[0],
  people: string[],
  options: TestOptions = {},
): Promise<GroupHouse> {
  const house = await startTestSystem(t, options);
  const { clock, council } = house.system.services;
  await beginInTheMorning(council, clock);
  const group = house.standIn.people.group('Meja layanan', people, { supergroup: true });
  group.topics(true, people[0]!);
  group.add(BOT, people[0]!);
  group.rights(BOT, people[0]!, { admin: true, topics: true });
  const { username } = house.standIn.people.bot(BOT).me;
  const topic = async (name: string): Promise<number> => {
    for (const until = Date.now() + PATIENCE; Date.now() < until;) {
      const [found] = group.named(name);
      if (found) return found.id;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return assert.fail(
      `no topic ${name} among ${group
        .named('')
        .map((one) => one.name)
        .join(', ')}`,
    );
  };
  return {
    ...house,
    group,
    topic,
    word: (said) => `/${said.replace(/^\w+/, (word) => `${word}@${username}`)}`,
    at: (person, id) => new Topic(group.phone(person, id)),
    async ask(person, words) {
      const talk = house.talk('telegram-public', person);
      await talk
        .start()
        .sees('Selamat datang')
        .user('petugas')
        .sees('tulis keperluannya')
        .user(words)
        .sees('carikan petugas').done;
      return talk;
    },
  };
}

/** Until it is so. */
export async function until(so: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    if (await so()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`it never came: ${what}`);
}
