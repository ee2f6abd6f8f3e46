/** What both sides of a conversation are told. Nobody's name or number crosses: staff are their unit, a citizen is a citizen. */
import type { Obrolan, ObrolanFile } from '#models/obrolan.ts';
import type { Person } from '#models/person.ts';
import type { NoticeButton } from '#flows/engine/item.ts';
import { tx } from '#flows/engine/message.ts';
import type { OutFile, TextRef } from '#flows/engine/message.ts';
import type { TalkNews } from '#flows/engine/talk.ts';
import type { Services } from '#services/commands.ts';
import type { Notice } from '#services/notices.ts';
import type { Council } from '#services/council.ts';
import { masked } from '#flows/tindak-lanjut/masking.ts';
import type { Both } from '../rules.ts';
import { SCORES } from '../rules.ts';

interface Word {
  key: string;
  text: TextRef;
  set?: TalkNews['set'];
  buttons?: NoticeButton[];
  /** With a button that leads into the conversation, for whoever is not in it. */
  reply?: boolean;
  menu?: boolean;
  file?: OutFile;
}

const notice = (number: string, as: TalkNews['as'], { key, text, set, buttons, reply, menu, file }: Word): Notice => ({
  ...{ key, text },
  ...(reply
    ? { buttons: [{ label: tx('chatting.answerIt'), flow: 'obrolan-jawab', arg: number }] }
    : buttons && { buttons }),
  ...(file && { file }),
  talk: { number, as, ...(set && { set }), ...(reply && { reply }), ...(menu && { menu }) },
});

export const toAsker = ({ notices }: Services, talk: Obrolan, word: Word): Promise<void> =>
  notices.toChat(talk.chat, notice(talk._id, 'asks', word));

/** Nobody, where nobody has it. */
export const toHolder = async ({ notices }: Services, talk: Obrolan, word: Word): Promise<void> =>
  talk.holderChat === null ? undefined : notices.toChat(talk.holderChat, notice(talk._id, 'answers', word));

/** The topic in which it stands, where it stands in one. */
export const toRoom = async ({ notices }: Services, talk: Obrolan, word: Word): Promise<void> =>
  talk.room ? notices.toChat(talk.room, notice(talk._id, 'answers', word)) : undefined;

/** Whoever has it and its topic, which may be the same. */
export async function toOffice(services: Services, talk: Obrolan, word: Word): Promise<void> {
  await toRoom(services, talk, word);
  if (talk.holderChat !== talk.room) await toHolder(services, talk, word);
}

/** To whoever sent it: where it went, or why it did not. */
export const toSender = (
  { notices }: Services,
  chat: string,
  { number, as }: Pick<TalkNews, 'number' | 'as'>,
  word: Word,
): Promise<void> => notices.toChat(chat, notice(number, as, word));

export const outFile = ({ file, as, name, mime, size }: ObrolanFile): OutFile => ({ id: file, as, name, mime, size });

export const aboutOf = ({ chatting }: Council, { kind, topic }: Pick<Obrolan, 'kind' | 'topic'>): Both | null => {
  const found = (kind === 'layanan' ? chatting.services : chatting.topics).find(({ code }) => code === topic);
  return found ? { ...found.name } : null;
};

export const unitOf = ({ units }: Council, { team }: Pick<Obrolan, 'team'>): Both | TextRef => {
  const found = units.find(({ code }) => code === team);
  return found ? { ...found.name } : tx('chatting.office');
};

/** Who asks, as staff read it: a citizen has no name here; a colleague or member does. */
export async function whoAsks({ models }: Services, { asker }: Pick<Obrolan, 'asker'>): Promise<TextRef | string> {
  const person = asker === null ? null : await models.Person.findById(asker).lean<Person>();
  return person?.name ?? tx('chatting.citizen');
}

/** The card that somebody may take. `head` says why it comes. */
export async function card(
  services: Services,
  talk: Obrolan,
  head: string,
  said = talk.lines[0]?.text ?? '',
): Promise<Pick<Word, 'text' | 'buttons'>> {
  const [first] = talk.lines;
  const about = aboutOf(services.council, talk);
  return {
    text: tx('chatting.card', {
      head: tx(`chatting.${head}`, { number: talk._id }),
      who: await whoAsks(services, talk),
      about: about ?? tx('chatting.aboutOther'),
      text: masked(said) || tx('chatting.files', { count: first?.files.length ?? 0 }),
    }),
    buttons: [{ label: tx('chatting.take'), flow: 'obrolan-ambil', arg: talk._id }],
  };
}

export const rateButtons = (number: string): NoticeButton[] =>
  SCORES.map((score) => ({ label: tx(`chatting.score-${score}`), flow: 'obrolan-nilai', arg: `${number}|${score}` }));

/** Those in use every minute; the last opens the others. */
export const toolButtons = (number: string): NoticeButton[] =>
  (['siap', 'catat', 'semua'] as const).map((tool) => ({
    label: tx(`chatting.tool-${tool}`),
    flow: 'obrolan-alat',
    arg: `${number}|${tool}`,
  }));
