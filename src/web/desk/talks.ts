/** Conversations on the page: who waits, what was said, and the bot's own commands on behalf of the officer's chat. */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ObrolanFile } from '#models/obrolan.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { tx } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import { fileOf } from '#flows/chatting/desk-talks.ts';
import { keepFiles } from '#flows/chatting/effects/content.ts';
import type { Brought } from '#flows/chatting/effects/kata.ts';
import { chattingQueries } from '#flows/chatting/queries.ts';
import { refusalText, TOOLS, tooledText } from '#flows/chatting/rules.ts';
import type { DeskRow, DeskTalk, Handled, Tooled } from '#flows/chatting/rules.ts';
import type { Services } from '#services/commands.ts';
import type { AtDesk } from '#services/desk-pass.ts';
import { carryOut, languageOf } from './at-desk.ts';
import type { House } from './at-desk.ts';
import { FORM_BYTES, formOf } from './form.ts';
import { showFile } from './show-file.ts';

const number = z.string().regex(/^C-\d{1,9}$/);
/** Random, of the browser: a press that is sent again is the same press. */
const key = z.string().regex(/^[\w-]{8,64}$/);
const words = z.string().trim().max(4000);
const code = z.string().max(80).default('');
const word = z.object({
  ...{ key, number },
  text: words.default(''),
  /** Of a ready answer, a label, or to whom it is handed over. */
  code,
});
/** Signs that the bot's questions want at least. */
const LEAST: Record<string, number> = { kata: 1, catat: 1, laporan: 3 };
const press = word
  .extend({ action: z.enum(['ambil', 'kata', ...TOOLS]) })
  .refine(({ action, text }) => text.length >= (LEAST[action] ?? 0));
type Press = z.infer<typeof press>;

export const deskTalks: FastifyPluginAsync<House> = async (app, house) => {
  const { services, say } = house;
  const ask = chattingQueries as Record<string, (args: unknown, services: Services, chat: string) => Promise<unknown>>;
  const saying = ({ headers }: FastifyRequest) => {
    const language = languageOf(headers);
    return (text: TextRef): string => say(language, text);
  };
  /** Names as their reader reads them. */
  const named = <T extends DeskRow>({ about, who, unit, labels, ...row }: T, request: FastifyRequest) => {
    const [saidBy, language] = [saying(request), languageOf(request.headers)];
    const read = (one: TextRef | string | DeskRow['about']): string =>
      one === null
        ? saidBy(tx('chatting.aboutOther'))
        : typeof one === 'string'
          ? one
          : 'key' in one
            ? saidBy(one)
            : one[language];
    return { ...row, about: read(about), who: read(who), unit: read(unit), labels: labels.map(read) };
  };

  app.get('/desk/api/talks', async (request) => {
    const rows = (await ask['chatting.meja']!({}, services, request.desk!.chat)) as DeskRow[];
    return rows.map((row) => named(row, request));
  });
  app.get('/desk/api/tools', ({ desk }) => ask['chatting.alat']!({}, services, desk!.chat));
  app.get<{ Params: { number: string } }>('/desk/api/talks/:number', async (request, reply) => {
    const talk = (await ask['chatting.satu']!(request.params, services, request.desk!.chat)) as DeskTalk | null;
    return talk ? named(talk, request) : reply.code(404).send({ error: 'unknown' });
  });
  app.get<{ Params: { number: string; file: string } }>(
    '/desk/api/talks/:number/files/:file',
    async ({ desk, params }, reply) => {
      const found = await fileOf(services, desk!.who, params.number, params.file);
      return showFile(services, found?.file ?? null, reply);
    },
  );

  app.post('/desk/api/talk', async (request, reply) => {
    const parsed = press.safeParse(request.body);
    if (!parsed.success) return reply.code(400).send({ error: 'shape' });
    const { action } = parsed.data;
    const language = languageOf(request.headers);
    const pressed =
      action === 'kata'
        ? await speak(house, request.desk!, language, parsed.data)
        : await use(house, request.desk!, language, parsed.data);
    return { done: pressed.done, text: pressed.text ? saying(request)(pressed.text) : '' };
  });

  app.post('/desk/api/talk/file', { bodyLimit: FORM_BYTES }, async (request, reply) => {
    const form = await formOf(request);
    const parsed = word.safeParse(form?.fields);
    if (!form || !parsed.success) return reply.code(400).send({ error: 'shape' });
    const { media, sent } = form;
    const { chat } = request.desk!;
    // Kept before the word, so that whoever follows a process that died with it has it too.
    const files = await keepFiles({ ...services, media }, chat, parsed.data.number, [sent]);
    const pressed = Array.isArray(files)
      ? await speak(house, request.desk!, languageOf(request.headers), parsed.data, files)
      : { done: false, text: files.why };
    return { done: pressed.done, text: pressed.text ? saying(request)(pressed.text) : '' };
  });
};

interface Outcome {
  done: boolean;
  /** Null: what is seen on the page says it. */
  text: TextRef | null;
}

/** A word of the officer's: the bot answers it with where it went, or why it did not. */
async function speak(
  house: House,
  at: AtDesk,
  language: Locale,
  { key, number, text }: Pick<Press, 'key' | 'number' | 'text'>,
  files: ObrolanFile[] = [],
): Promise<Outcome> {
  const args: Brought = { number, said: { kind: 'text', text }, files };
  const { papers } = await carryOut(house, at, language, { key, number }, 'chatting.kata', args);
  return spoken(papers);
}

function spoken(papers: readonly TextRef[]): Outcome {
  const text = papers.at(-1) ?? null;
  return { done: text?.key === 'chatting.sent', text };
}

async function use(house: House, at: AtDesk, language: Locale, given: Press): Promise<Outcome> {
  const { action, number } = given;
  if (action === 'kata') throw new Error('a word is spoken');
  const { result, papers } = await carryOut(house, at, language, given, commandOf[action], argsOf(given));
  const value = 'done' in result ? result.done : { outcome: 'unknown' };
  if (action === 'ambil') {
    const handled = value as Handled;
    // In a topic of a group it is seen who has it; on the page the conversation itself opens.
    if (handled.outcome === 'done' || handled.outcome === 'here') return { done: true, text: null };
    return { done: false, text: refusalText(handled, number) };
  }
  const tooled = value as Tooled;
  if (action === 'siap' && tooled.outcome === 'done') return spoken(papers);
  const closed = action === 'tutup' && tooled.outcome === 'done';
  return {
    done: tooled.outcome === 'done',
    text: closed ? tx('chatting.overByYou', { number }) : tooledText(action, tooled, number),
  };
}

const commandOf = {
  ...{ ambil: 'chatting.ambil', siap: 'chatting.siap', catat: 'chatting.catat', label: 'chatting.label' },
  ...{ oper: 'chatting.oper', laporan: 'chatting.laporkan', tutup: 'chatting.tutup' },
} as const;

const argsOf = ({ number, text, code }: Press): object => ({
  ...{ number, code, label: code, to: code, note: text, place: text },
});
