/** A message as WhatsApp shows it: text with its own marks, the open question's choices numbered. Pure. */
import type { Message, OutFile } from '#flows/engine/message.ts';
import { parseHtml, plain, write, type Mark, type Writer } from './html.ts';

const SIGNS: Record<Mark['tag'], string> = { b: '*', i: '_', code: '`', a: '' };

/** Only the open question has numbers; stateless buttons are words to type, so that a bare "1" has one meaning. */
export const renderWhatsApp = ({ text, file, choices = [], buttons = [] }: Message): string =>
  [
    whatsAppText(text),
    file ? fileTwin(file) : '',
    choices.map(({ label }, index) => `${index + 1}. ${plain(label)}`).join('\n'),
    buttons.map(({ label }) => `• ${plain(label)}`).join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');

/** Stands where the file will be sent: what it is called, and what it costs to fetch. */
const fileTwin = ({ name, size }: OutFile): string =>
  `[${name}, ${size < 999_500 ? `${Math.ceil(size / 1000)} kB` : `${Math.ceil(size / 1e6)} MB`}]`;

/** HTML of the subset as WhatsApp's marks: *bold*, _italic_, `code`, and a link's address beside its words. */
export const whatsAppText = (html: string): string => {
  const rich = parseHtml(html);
  return write({ ...rich, marks: rich.marks.flatMap((mark) => snug(rich.text, mark)) }, WHATSAPP);
};

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
