/** The commands of reports and conversations on a real database and a clock of the test's own, without bots: what is told is noted, not sent. */
import type { TestContext } from 'node:test';
import { DateTime } from 'luxon';
import { connect } from '#models/database.ts';
import { makeIndexes } from '#models/indexes.ts';
import { createModels } from '#models/models.ts';
import type { Person } from '#models/person.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { chattingCommands } from '#flows/chatting/effects.ts';
import { talksDue } from '#flows/chatting/effects/due.ts';
import { reportCommands } from '#flows/tindak-lanjut/effects.ts';
import { reportsDue } from '#flows/tindak-lanjut/effects/due.ts';
import { chatsOfPerson } from '#services/authority.ts';
import { loadCouncil } from '#services/council.ts';
import type { Council } from '#services/council.ts';
import type { Services } from '#services/commands.ts';
import { IdentityHash } from '#services/identity.ts';
import type { Notice, Notices } from '#services/notices.ts';
import { plain } from '#bots/render/html.ts';
import { HOUSE, productEnv } from './journals.ts';
import { dropDatabase, freshDatabase } from './system.ts';

const texts = productEnv(HOUSE);

const COMMANDS = { ...reportCommands, ...chattingCommands };

export const ZONE = 'Asia/Jakarta';

export interface Told extends Notice {
  chat: string;
  /** Business time, `2026-12-21T10:00`. */
  at: string;
}

export interface ReportHouse {
  services: Services;
  told: Told[];
  /** `2026-12-21T10:00`, in the council's zone. */
  setClock(at: string): void;
  today(): string;
  staff(name: string, role?: string): Promise<Person>;
  run(
    command: string,
    args: unknown,
    from: { chat: string; who?: Person; key: string; late?: boolean },
  ): Promise<EffectResult>;
  /** Everything that is due now; returns how many documents were. */
  sweep(): Promise<number>;
}

export async function reportHouse(
  t: Pick<TestContext, 'after'>,
  changes: Partial<Council> = {},
  at = '2026-12-21T08:00',
): Promise<ReportHouse> {
  const uri = freshDatabase();
  const connection = await connect(uri);
  t.after(async () => {
    await connection.close();
    await dropDatabase(uri);
  });
  const models = createModels(connection);
  await makeIndexes(models.Aduan, models.AduanRoute, models.Obrolan);
  const council = { ...loadCouncil('medan'), ...changes };
  let now = 0;
  const setClock = (instant: string): void => void (now = DateTime.fromISO(instant, { zone: ZONE }).toMillis());
  setClock(at);
  const date = (ms: number): string => DateTime.fromMillis(ms, { zone: ZONE }).toISODate() ?? '';
  const instant = (ms: number): string => DateTime.fromMillis(ms, { zone: ZONE }).toISO() ?? '';
  const told: Told[] = [];
  const people: Person[] = [];
  const heard = new Set<string>();
  const toChat = async (chat: string, notice: Notice): Promise<void> => {
    const id = `${chat} ${notice.key}`;
    if (!heard.has(id)) told.push({ chat, at: instant(now).slice(0, 16), ...notice });
    heard.add(id);
  };
  const toRoles: Notices['toRoles'] = async (roles, notice, but) => {
    const meant = people.filter((person) => person.roles.some((role) => roles.includes(role)) && !but?.(person));
    for (const { name } of meant) await toChat(`telegram-members:${name}`, notice);
    return meant.length;
  };
  const toPerson = async (id: string, notice: Notice): Promise<number> => {
    const person = await models.Person.findOne({ _id: id, active: true }).lean<Person>();
    const chats = person ? chatsOfPerson(person) : [];
    for (const chat of chats) await toChat(chat, notice);
    return chats.length;
  };
  const services = {
    ...{
      models,
      council,
      say: (locale: Locale, text: TextRef) => plain(texts.say(locale, text)),
      notices: { toChat, toRoles, toPerson },
      hash: new IdentityHash('a key of the tests, 32 signs long..'),
    },
    clock: { zone: ZONE, now: () => now, date, instant, time: (ms: number) => instant(ms).slice(11, 16) },
  } as unknown as Services;
  return {
    ...{ services, told, setClock },
    today: () => date(now),
    async staff(name, role = 'staf') {
      const identities = [{ channel: 'telegram-members', address: name }];
      const person = { _id: name, name, roles: [role], identities, requestKey: name, active: true };
      await models.Person.create(person);
      people.push(person as Person);
      return person as Person;
    },
    run(command, args, { chat, who, key, late }) {
      const request = { requestKey: key, args: args as never, chat, locale: 'id' as const, who: who ?? null, late };
      return COMMANDS[command]!(request, services);
    },
    async sweep() {
      let handled = 0;
      for (;;) {
        const due = (await reportsDue(services)) + (await talksDue(services));
        handled += due;
        if (due === 0) return handled;
      }
    },
  };
}

/** Arguments of `aduan.kirim` that say no more than a test wants. */
export const complaint = (text: string, more: object = {}): unknown => ({
  ...{
    account: { text, files: [] },
    topic: 'parit',
    place: 'gg mawar',
    kind: 'pengaduan',
    anonymous: false,
    ...{ name: null, into: null },
  },
  ...more,
});

/** Arguments of a word that somebody says in a conversation. */
export const word = (number: string, text: string, more: object = {}): unknown => ({
  number,
  said: { kind: 'text', text },
  ...more,
});

/** Arguments of `chatting.minta`. */
export const asking = (text: string): unknown => ({ account: { text, files: [] } });

export const doneOf = <T = { outcome: string; number: string; state: string }>(result: EffectResult): T => {
  if (!('done' in result)) throw new Error(JSON.stringify(result));
  return result.done as T;
};
