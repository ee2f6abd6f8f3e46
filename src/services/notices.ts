/** Word from one chat's business to another chat: accepted there like anything else, once for each key. */
import type { Person } from '#models/person.ts';
import type { Models } from '#models/models.ts';
import type { Side } from '#flows/engine/chat.ts';
import type { NoticeButton, NoticeContent } from '#flows/engine/item.ts';
import type { OutFile, TextRef } from '#flows/engine/message.ts';
import type { TalkNews } from '#flows/engine/talk.ts';
import { chatsOfPerson } from './authority.ts';
import type { Conversation } from './conversation.ts';
import { channelOf } from './outbox.ts';

export interface Notice {
  /** Unique for this word: a handler that runs again says nothing twice. */
  key: string;
  text: TextRef;
  buttons?: NoticeButton[];
  file?: OutFile;
  /** Of a conversation with a person. */
  talk?: TalkNews;
  /** A payslip, a PIN, a secret letter: only where nobody else reads along; elsewhere the person is told where to get it. */
  secret?: boolean;
}

export const sideOf = (chat: string): Side => (channelOf(chat).endsWith('-members') ? 'members' : 'public');

export class Notices {
  private readonly conversation: Pick<Conversation, 'accept'>;
  private readonly models: Models;

  constructor(conversation: Pick<Conversation, 'accept'>, models: Models) {
    this.conversation = conversation;
    this.models = models;
  }

  /**
   * The same, but what is for `chat` itself is gathered in `papers`, each key once: it leaves with the result that the chat waits
   * for. Accepted on its own it would be read before the sentence that it belongs to. `leaves`: what is sent all the same.
   */
  gathering(
    chat: string,
    papers: Map<string, NoticeContent>,
    leaves: (content: NoticeContent) => boolean = () => false,
  ): Notices {
    const accept: Conversation['accept'] = async (to, side, entering) => {
      const { id, content } = entering;
      if (to !== chat || content.kind !== 'notice') return this.conversation.accept(to, side, entering);
      const isNew = !papers.has(id);
      if (isNew) papers.set(id, content);
      return leaves(content) ? this.conversation.accept(to, side, entering) : isNew;
    };
    return new Notices({ accept }, this.models);
  }

  async toChat(chat: string, { key, text, buttons, file, talk, secret }: Notice): Promise<void> {
    await this.conversation.accept(chat, sideOf(chat), {
      id: `nt:${key}`,
      content: {
        ...{ kind: 'notice', class: secret ? 'secret' : 'notice', text },
        ...(buttons && { buttons }),
        ...(file && { file }),
        ...(talk && { talk }),
      },
    });
  }

  /** To everybody with one of the roles but those left out, in each chat they are bound to; returns how many chats. */
  async toRoles(
    roles: readonly string[],
    notice: Notice,
    but: (person: Person) => boolean = () => false,
  ): Promise<number> {
    const people = await this.models.Person.find({ roles: { $in: roles }, active: true }).lean<Person[]>();
    return this.toPeople(
      people.filter((person) => !but(person)),
      notice,
    );
  }

  /** The same to one of them, by id; 0 where they are no longer with us. */
  async toPerson(_id: string, notice: Notice): Promise<number> {
    return this.toPeople(await this.models.Person.find({ _id, active: true }).lean<Person[]>(), notice);
  }

  private async toPeople(people: readonly Person[], notice: Notice): Promise<number> {
    const chats = people.flatMap(chatsOfPerson);
    for (const chat of chats) await this.toChat(chat, notice);
    return chats.length;
  }
}
