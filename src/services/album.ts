/** The photos of one album are one item, however many messages brought them. */
import type { Item } from '#flows/engine/item.ts';

/** `consumed`: ids of those that are in it. */
export function gather(inbox: Item[], head: Item): { item: Item; consumed: string[] } {
  if (!('album' in head) || head.album === undefined) return { item: head, consumed: [head.id] };
  const album = inbox.filter((i) => 'album' in i && i.album === head.album);
  const more = album.slice(1).flatMap((i) => ('album' in i ? [i.file] : []));
  return { item: { ...head, more }, consumed: album.map((i) => i.id) };
}
