/**
 * Who opened which chat, kept over restarts of the stand-in. Without it the bots, whose own store remembers people,
 * would be told "chat not found" of everybody. Messages and files are not kept.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { World } from '../world.ts';

const entrySchema = z.object({
  bot: z.string(),
  key: z.string(),
  name: z.string(),
  phone: z.string(),
  blocked: z.boolean(),
});

type Entry = z.infer<typeof entrySchema>;

function entries(world: World): Entry[] {
  return [...world.dialogs.values()]
    .filter(({ chat, opened }) => chat.type === 'private' && opened)
    .flatMap(({ bots, people, blocked }) =>
      [...people].map(({ key, user, phone }) => ({
        bot: [...bots][0]!.me.username,
        key,
        name: user.first_name,
        phone,
        blocked,
      })),
    );
}

/** Opens the chats again that the file names; a bot that is gone is passed over. Throws if the file is not one of ours. */
function recall(world: World, file: string): void {
  if (!existsSync(file)) return;
  for (const { bot: username, key, name, phone, blocked } of z
    .array(entrySchema)
    .parse(JSON.parse(readFileSync(file, 'utf8')))) {
    const bot = world.bot(username);
    if (!bot) continue;
    const dialog = world.privateDialog(bot, world.person(key, { name, phone }));
    Object.assign(dialog, { opened: true, blocked });
  }
}

/** Recalls, and from then on writes at each change; a write is whole or not at all. */
export function keepMemory(world: World, file: string): void {
  recall(world, file);
  world.onMembership = () => {
    writeFileSync(`${file}.new`, JSON.stringify(entries(world)));
    renameSync(`${file}.new`, file);
  };
}
