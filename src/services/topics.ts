/** What a channel with groups is told of the house's topics, and tells it: their shapes alone. */

/** A topic as it should be (`name`, `over`) and as the group has it (`thread`, `shown`, `closed`). */
export interface Topic {
  group: string;
  /** Null: it has to be made. */
  thread: number | null;
  /** 1 to 128 signs. */
  name: string;
  shown: string | null;
  over: boolean;
  closed: boolean;
  /** One was asked for, and nobody knows what came of it. */
  meant: boolean;
}

/** Why a group takes no topics: the bot may not manage them, they are turned off, it is not there any more. */
export type Broken = 'rights' | 'forum' | 'gone';

/** What a bot may do in a group. `bot`: whether it is an administrator who may manage topics. */
export interface Standing {
  forum: boolean;
  bot: boolean;
}

/** Where something is written in a group, and by whom; null where the platform hides it. */
export interface Spot {
  group: string;
  /** Null: General, or a group without topics. */
  thread: number | null;
  by: string | null;
}

/** What the house knows of groups and their topics. Everything is safe to repeat; a rejection is tried again. */
export interface Topics {
  /** Null: nothing is sent there any more. */
  find(address: string): Promise<Topic | null>;
  /** Kept before one is made: what comes of it is known even where its maker dies. False: too many were made for it. */
  intend(address: string, name: string): Promise<boolean>;
  /** The platform made none, surely. */
  unmade(address: string): Promise<void>;
  /** Resolves to the one that holds: another may have been told of before. */
  made(address: string, thread: number, name: string): Promise<number>;
  /** The platform tells of one that the bot made, with its name then. Where its conversation has another, it is closed with a word. */
  began(group: string, thread: number, name: string): Promise<void>;
  note(address: string, seen: Partial<Pick<Topic, 'thread' | 'shown' | 'closed'>>): Promise<void>;
  broken(group: string, why: Broken): Promise<void>;
  moved(from: string, to: string): Promise<void>;
  /** The bot's own place in a group changed. */
  standing(group: string, standing: Pick<Standing, 'bot'> & { inside: boolean }): Promise<void>;
  /** Address of a topic of ours, and whether whoever wrote there may answer; null: none of ours. */
  at(spot: Spot): Promise<{ address: string; may: boolean } | null>;
  /** Closed or opened by hand. */
  turned(spot: Spot, closed: boolean): Promise<void>;
}
