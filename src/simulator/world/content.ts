/** Files, places and cards as the parts of a platform message. */
import type { Message } from '@grammyjs/types';
import type { StoredFile } from './files.ts';
import type { Content, Person } from './types.ts';

const SIDES = { small: { width: 320, height: 240 }, large: { width: 1280, height: 960 } };

/** The message parts that show a file. `seconds` for voice and video. */
export function fileContent(file: StoredFile, seconds = 3): Content {
  const common = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size };
  switch (file.kind) {
    case 'photo':
      return {
        photo: [
          { ...common, ...SIDES.small },
          { ...common, ...SIDES.large },
        ],
      };
    case 'voice':
      return { voice: { ...common, duration: seconds, mime_type: file.mime } };
    case 'video':
      return { video: { ...common, ...SIDES.large, duration: seconds, mime_type: file.mime, file_name: file.name } };
    case 'sticker':
      return {
        sticker: {
          ...common,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '👍',
        },
      };
    case 'document':
      return { document: { ...common, file_name: file.name, mime_type: file.mime } };
  }
}

/** The id of the file that a message carries, if any. */
export function fileIdOf(message: Message): string | undefined {
  const { photo, voice, video, document, sticker } = message;
  return (photo?.at(-1) ?? voice ?? video ?? document ?? sticker)?.file_id;
}

/** A person's own card carries their user id; somebody else's does not, unless they are on the platform too. */
export function contactContent(person: Person): Content {
  return { contact: { phone_number: person.phone, first_name: person.user.first_name, user_id: person.user.id } };
}
