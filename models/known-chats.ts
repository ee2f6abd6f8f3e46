/**
 * Chats as this process last left them, with nothing waiting in them. Most are written to again from here, within minutes: then the
 * next write says what it knows (`rev` and `writes`), and where that still holds, nothing has to be read back. Known wrongly, it
 * does not match: what stands here is never trusted by itself.
 */
import type { Chat } from './chat-doc.ts';

/** Some kB each. */
const MOST = 2000;

export class KnownChats {
  private readonly chats = new Map<string, Chat>();

  /** Handed out once: whoever runs a turn on it may change what stands in it. */
  take(id: string): Chat | undefined {
    const chat = this.chats.get(id);
    this.chats.delete(id);
    return chat;
  }

  /** Until something is written to it from here. */
  peek(id: string): Chat | undefined {
    return this.chats.get(id);
  }

  /** Returns what it is given. A chat in which something waits is in the hands of whoever runs its turns. */
  keep(chat: Chat): Chat {
    this.chats.delete(chat._id);
    if (chat.inbox.length || typeof chat.writes !== 'number') return chat;
    this.chats.set(chat._id, chat);
    if (this.chats.size > MOST) for (const [oldest] of this.chats) return (this.chats.delete(oldest), chat);
    return chat;
  }
}
