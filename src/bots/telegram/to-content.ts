/** What a private message says, or null where nobody said anything (a pin, a payment, a timer changed). Pure. */
import type { Message } from '@grammyjs/types';
import type { Content, FileRef, Media, Quotes } from '#flows/engine/item.ts';
import type { Me } from './group.ts';

export const toContent = (message: Message, me: Me): Content | null =>
  ofText(message, me) ?? ofContact(message) ?? ofLocation(message) ?? ofMedia(message, me) ?? ofRest(message);

const ofText = (message: Message, me: Me): Content | null => {
  const { text, message_id: id, reply_to_message: quoted, forward_origin: origin } = message;
  if (text === undefined) return null;
  const command = COMMAND.exec(text);
  const ours = command && (!command[2] || command[2].toLowerCase() === me.username.toLowerCase());
  if (ours && command[1]!.toLowerCase() === 'start') return started(command[3]);
  // `/menu@bot` means what "menu" means: commands are only another way to write the words people know.
  const said = ours ? `${command[1]} ${command[3] ?? ''}`.trimEnd() : text;
  const about = {
    ...(quoted && { quoted: String(quoted.message_id) }),
    ...quotesOf(message, me),
    ...(origin && { forwarded: true }),
  };
  return { kind: 'text', text: said, message: String(id), ...about };
};

/** Enough to know which message it was. */
const QUOTED = 120;

const quotesOf = ({ reply_to_message: quoted }: Message, me: Me): { quotes?: Quotes } => {
  const text = quoted?.text ?? quoted?.caption;
  return text ? { quotes: { text: text.slice(0, QUOTED), ours: quoted?.from?.id === me.id } } : {};
};

const COMMAND = /^\/(\w{1,32})(?:@(\w+))?(?:\s+([^]*)|$)/;

/** A link names no flow: its payload is the book's to read. */
const started = (payload = ''): Content => ({ kind: 'start', flow: '', arg: payload.trim() });

/** Telegram fills user_id from the phone number itself; a forwarded card proves nothing about who forwards it. */
const ofContact = ({ contact, from, forward_origin: forwarded }: Message): Content | null => {
  if (!contact) return null;
  const own = !forwarded && contact.user_id !== undefined && contact.user_id === from?.id;
  return { kind: 'contact', phone: contact.phone_number, own };
};

const ofLocation = ({ location }: Message): Content | null =>
  location
    ? {
        kind: 'location',
        lat: location.latitude,
        lon: location.longitude,
        live: location.live_period !== undefined,
      }
    : null;

interface TelegramFile {
  file_id: string;
  file_size?: number;
  file_name?: string;
  mime_type?: string;
  duration?: number;
}

/** Animations carry a `document` too, live photos a `photo`: the order of looking is the meaning. */
const ofMedia = (message: Message, me: Me): Content | null => {
  const found = mediaOf(message);
  if (!found) return null;
  const { caption, media_group_id: album } = message;
  return {
    ...found,
    ...quotesOf(message, me),
    ...(caption !== undefined && { caption }),
    ...(album !== undefined && { album }),
  };
};

const mediaOf = (message: Message): { kind: Media; file: FileRef } | null => {
  const { photo, voice, audio, animation, video, video_note, document } = message;
  const largest = photo?.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  if (largest) return { kind: 'photo', file: fileRef(largest) };
  const sound = voice ?? audio;
  if (sound) return { kind: 'voice', file: fileRef(sound) };
  const moving = animation ?? video ?? video_note;
  if (moving) return { kind: 'video', file: fileRef(moving) };
  return document ? { kind: 'document', file: fileRef(document) } : null;
};

const fileRef = (file: TelegramFile): FileRef => ({
  ref: file.file_id,
  ...(file.file_size !== undefined && { size: file.file_size }),
  ...(file.file_name !== undefined && { name: file.file_name }),
  ...(file.mime_type !== undefined && { mime: file.mime_type }),
  ...(file.duration !== undefined && { seconds: file.duration }),
});

/** Whatever people can send, today's kinds and next year's, is `other` and gets an answer; only the platform's own notes are not. */
const ofRest = (message: Message): Content | null => {
  const what = Object.keys(message).find((key) => !ENVELOPE.has(key));
  return !what || SERVICE.has(what) ? null : { kind: 'other', what };
};

/** Fields about a message, not in it. */
// prettier-ignore
const ENVELOPE: ReadonlySet<string> = new Set([
  'message_id', 'message_thread_id', 'from', 'sender_chat', 'date', 'chat', 'is_topic_message', 'sender_tag',
  'sender_boost_count', 'receiver_user', 'ephemeral_message_id', 'forward_origin', 'forward_from',
  'forward_from_chat', 'forward_from_message_id', 'forward_sender_name', 'forward_signature', 'forward_date',
  'is_automatic_forward', 'reply_to_message', 'reply_to_checklist_task_id', 'reply_to_poll_option_id', 'external_reply',
  'quote', 'reply_to_story', 'via_bot', 'edit_date', 'has_protected_content', 'is_from_offline', 'author_signature',
  'link_preview_options', 'effect_id', 'paid_star_count', 'reply_markup', 'caption', 'caption_entities', 'entities',
  'media_group_id', 'has_media_spoiler', 'show_caption_above_media', 'is_paid_post', 'direct_messages_topic',
]);

/** Notes of the platform itself in a private chat: nobody asked anything. */
// prettier-ignore
const SERVICE: ReadonlySet<string> = new Set([
  'pinned_message', 'message_auto_delete_timer_changed', 'write_access_allowed', 'connected_website', 'users_shared',
  'chat_shared', 'web_app_data', 'passport_data', 'proximity_alert_triggered', 'boost_added', 'chat_background_set',
  'successful_payment', 'refunded_payment', 'gift', 'unique_gift', 'gift_upgrade_sent', 'paid_message_price_changed',
  'direct_message_price_changed', 'migrate_to_chat_id', 'migrate_from_chat_id', 'managed_bot_created',
  'forum_topic_created', 'forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened',
  'general_forum_topic_hidden', 'general_forum_topic_unhidden', 'video_chat_scheduled', 'video_chat_started',
  'video_chat_ended', 'video_chat_participants_invited', 'checklist_tasks_done', 'checklist_tasks_added',
  'poll_option_added', 'poll_option_deleted', 'giveaway_created', 'giveaway_completed', 'new_chat_members',
  'left_chat_member', 'new_chat_title', 'new_chat_photo', 'delete_chat_photo', 'group_chat_created',
  'supergroup_chat_created', 'channel_chat_created', 'chat_owner_left', 'chat_owner_changed',
]);
