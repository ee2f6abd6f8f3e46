/** A message of the library as an arrival, or null for what no chat answers. */
import type { Content } from '#flows/engine/item.ts';
import type { Arrival } from '../channel.ts';
import type { LibraryMessage } from './library.ts';
import { idOf, type Sender } from './people.ts';
import { toContent } from './to-content.ts';

/** ms. Older ones are refused with a word: a yes of the day before yesterday answers nothing any more. */
export const TOO_OLD = 25 * 60 * 60 * 1000;
/** ms a photo waits for the others of its album, which come as messages of their own. */
const ALBUM = 1_500;
/** Seconds between two photos of one album, as their sender sent them: what is read back comes all at once. */
const ALBUM_SENT = 10;

export const isTooOld = ({ timestamp }: LibraryMessage, now: number): boolean => timestamp * 1000 < now - TOO_OLD;

/** `now` in machine ms. */
export const toArrival = (message: LibraryMessage, sender: Sender, now: number): Arrival | null => {
  const content = toContent(message, sender.phone);
  if (!content) return null;
  if (isTooOld(message, now)) return arrival(message, sender, { kind: 'refused', why: 'too-old' });
  return arrival(message, sender, content);
};

/** A word that somebody of the office wrote at the handset; of a file its caption. */
export const toOffice = (message: LibraryMessage, person: Sender): Arrival | null => {
  const said = toContent(message, undefined);
  if (!said) return null;
  const text = message.type === 'chat' ? message.body : 'caption' in said ? said.caption : undefined;
  return arrival(message, person, { kind: 'office', text: text ?? '' });
};

/** ms in which one person's calls are answered once. */
const CALLS = 3 * 3_600_000;

export const toCall = ({ address }: Sender, now: number): Arrival => ({
  address,
  id: `wa:call:${Math.floor(now / CALLS)}`,
  content: { kind: 'refused', why: 'call' },
});

/** A group where somebody is spoken to; whether that is us the page must say. Every other word there, status and channels are left alone. */
export const speaksToSomebody = ({ from, mentionedIds }: LibraryMessage): boolean =>
  from.endsWith('@g.us') && mentionedIds.length > 0;

/** A group is told where we talk, once it speaks to us by name; everything else that is said there is not ours to hear. */
export const toGroup = (message: LibraryMessage, own: readonly string[]): Arrival | null => {
  const spokenTo = message.mentionedIds.map((id) => idOf(id)).some((id) => own.includes(id));
  if (!spokenTo) return null;
  return { address: message.from, id: `wa:${message.id._serialized}`, content: { kind: 'refused', why: 'group' } };
};

/** An edited text; its id tells two edits of one message apart. */
export const toEdit = (message: LibraryMessage, text: string, { address }: Sender): Arrival => ({
  address,
  id: `wa:${message.id._serialized}:${text.length}:${message.latestEditSenderTimestampMs ?? 0}`,
  content: { kind: 'edit', message: message.id.id, text },
});

const arrival = (message: LibraryMessage, { address }: Sender, content: Content): Arrival => ({
  address,
  id: `wa:${message.id._serialized}`,
  content,
});

/** Photos and films that one person sends within a moment are one album: the platform's own name for it is not passed on. */
export class Albums {
  private readonly open = new Map<string, { album: string; until: number; sentAt: number }>();

  /** `sentAt` in seconds. */
  gather(arrival: Arrival, sentAt: number, now: number): Arrival {
    const { content, address, id } = arrival;
    if (content.kind !== 'photo' && content.kind !== 'video') return arrival;
    const before = this.open.get(address);
    const together = before && before.until > now && Math.abs(sentAt - before.sentAt) <= ALBUM_SENT;
    const album = together ? before.album : id;
    const until = now + ALBUM;
    this.open.set(address, { album, until, sentAt });
    for (const [other, gathering] of this.open) if (gathering.until <= now) this.open.delete(other);
    return { ...arrival, content: { ...content, album }, notBefore: until };
  }
}
