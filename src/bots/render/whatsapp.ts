/** A message as WhatsApp shows it: text with its own marks, the open question's choices numbered. Pure. */
import type { Message, OutFile } from '#flows/engine/message.ts';
import { parseHtml, plain, write, type Mark, type Rich, type Writer } from './html.ts';
import { split } from './split.ts';

/** What a small phone shows of one text before it folds the rest away; WhatsApp itself would take sixteen times as much. */
export const TEXT_LENGTH = 4096;
export const CAPTION_LENGTH = 1024;

const SIGNS: Record<Mark['tag'], string> = { b: '*', i: '_', code: '`', a: '' };

export interface WhatsAppPart {
  /** The text, or the file's caption. */
  text: string;
  file?: OutFile;
}

/**
 * Parts in the order in which they are sent; the choices stand under the last text. Only the open question has numbers; stateless
 * buttons are words to type (`words`, one for each button), so that a bare "1" has one meaning.
 */
export const renderWhatsApp = (message: Message, words = labelsOf(message)): WhatsAppPart[] => {
  const { file } = message;
  const controls = controlsOf(message, words);
  const rich = parseHtml(message.text);
  // A voice note has no caption.
  const beside = file !== undefined && file.as !== 'voice' && rich.text.length + controls.length <= CAPTION_LENGTH;
  if (file && beside) return [{ text: joined(marked(rich), controls), file }];
  const texts = split(rich, TEXT_LENGTH).map(marked);
  const last = texts.length - 1;
  const parts: WhatsAppPart[] = texts.map((text, index) => ({ text: index === last ? joined(text, controls) : text }));
  return [...parts.filter(({ text }) => text !== ''), ...(file ? [{ text: '', file }] : [])];
};

const joined = (...blocks: string[]): string => blocks.filter((block) => block !== '').join('\n\n');

const labelsOf = ({ buttons = [] }: Message): string[] => buttons.map(({ label }) => plain(label));

const controlsOf = ({ choices = [], shareContact, lead }: Message, words: readonly string[]): string =>
  joined(
    choices.map(({ label }, index) => `${index + 1}. ${plain(label)}`).join('\n'),
    toType([...(shareContact === undefined ? [] : [plain(shareContact)]), ...words], lead && plain(lead)),
  );

/** One word stands in a line with what leads to it, several below each other. */
const toType = (words: readonly string[], lead = ''): string => {
  const [only] = words;
  if (lead && only !== undefined && words.length === 1) return `${lead} *${only}*`;
  return [...(lead && words.length ? [lead] : []), ...words.map((word) => `• *${word}*`)].join('\n');
};

/** HTML of the subset as WhatsApp's marks: *bold*, _italic_, `code`, and a link's address beside its words. */
export const whatsAppText = (html: string): string => marked(parseHtml(html));

const marked = (rich: Rich): string =>
  write({ ...rich, marks: rich.marks.flatMap((mark) => snug(rich.text, mark)) }, WHATSAPP);

/** WhatsApp takes a mark only within one line and right beside its words, so each line gets a mark of its own. */
const snug = (text: string, mark: Mark): Mark[] => {
  if (mark.tag === 'a') return [mark];
  return [...text.slice(mark.from, mark.to).matchAll(/\S(?:[^\n]*\S)?/g)].map(({ index, 0: line }) => ({
    ...mark,
    from: mark.from + index,
    to: mark.from + index + line.length,
  }));
};

const WHATSAPP: Writer = {
  text: (part) => part,
  open: ({ tag }) => SIGNS[tag],
  close: ({ tag, href }) => (tag === 'a' ? ` (${href})` : SIGNS[tag]),
};
