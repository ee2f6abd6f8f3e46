/** What the page asks and does, as JSON. The rules are the flows' own; here is only the way to them. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Aduan, AduanFile } from '#models/aduan.ts';
import { mayHandle } from '#flows/tindak-lanjut/about.ts';
import { actedText } from '#flows/tindak-lanjut/acted.ts';
import { copiedOf, offeredFor } from '#flows/tindak-lanjut/antrean.flow.ts';
import { reportCommands } from '#flows/tindak-lanjut/effects.ts';
import { keepFiles } from '#flows/tindak-lanjut/effects/keep.ts';
import { KINDS } from '#flows/tindak-lanjut/listening.ts';
import { reportQueries } from '#flows/tindak-lanjut/queries.ts';
import { standingOf } from '#flows/tindak-lanjut/rules.ts';
import type { ActOn, Acted, Fix, ReportCard } from '#flows/tindak-lanjut/rules.ts';
import { OUTCOMES } from '#flows/tindak-lanjut/states.ts';
import { Forbidden } from '#flows/engine/caps.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Locale } from '#flows/engine/prompt.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import type { Command, Services } from '#services/commands.ts';
import type { AtDesk } from '#services/desk-pass.ts';
import { carryOut, languageOf } from './at-desk.ts';
import type { House } from './at-desk.ts';
import type { Changes } from './changes.ts';
import { FORM_BYTES, formOf, takeForms } from './form.ts';
import type { Form } from './form.ts';
import { showFile } from './show-file.ts';
import { deskTalks } from './talks.ts';

const number = z.string().regex(/^A-\d{1,9}$/);
const words = z.string().trim().max(4000);
/** Signs that the bot's questions want at least; what a closing lacks the command says. */
const LEAST: Record<string, number> = { tanya: 5, jawab: 5, perpanjang: 5, 'nomor-luar': 3 };
/** One press: on one case, or the same on several. */
const press = z
  .object({
    /** Random, of the browser: a press that is sent again is the same press. */
    key: z.string().regex(/^[\w-]{8,64}$/),
    on: z
      .array(z.object({ number, seen: z.number().int().min(0) }))
      .min(1)
      .max(50),
    action: z.enum([
      'triase',
      'koreksi',
      'tanya',
      'teruskan',
      'terima-jawaban',
      'jawab',
      'tutup',
      'gabung',
      'pisah',
      'nomor-luar',
      'perpanjang',
    ]),
    note: words.default(''),
    office: z.string().max(40).optional(),
    outcome: z.enum(OUTCOMES).optional(),
    basis: words.optional(),
    proof: words.optional(),
    into: number.optional(),
    fix: z
      .object({
        kind: z.enum(KINDS),
        topic: z.string().max(40).nullable(),
        unit: z.string().max(40),
        urgent: z.boolean(),
        accused: z.enum(['anggota', 'sekretariat', 'orang']),
      })
      .partial()
      .optional(),
  })
  .refine(({ action, note }) => note.length >= (LEAST[action] ?? 0))
  .refine(({ action, office }) => action !== 'teruskan' || office !== undefined);
type Press = z.infer<typeof press>;
const looked = z.object({ search: z.string().transform((said) => said.slice(0, 100)) });
const picture = z.object({ number, place: z.number().int().min(0).max(99) });

/** How one case of a press ended; `text` is for the officer. `lacks`: what was given is written on, nothing of it is lost. */
interface Ended {
  number: string;
  done: boolean;
  lacks: boolean;
  text: string;
}

export const deskApi: FastifyPluginAsync<House & { changes: Changes }> = async (app, { changes, ...house }) => {
  const { services, say } = house;
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Forbidden) return reply.code(403).send({ error: 'forbidden' });
    throw error;
  });
  const shown = (card: ReportCard, headers: IncomingHttpHeaders) => ({
    ...card,
    ...(card.hidden && { text: say(languageOf(headers), tx('tindak-lanjut.textConfidential')) }),
    standing: say(languageOf(headers), standingOf(card, 'petugas')),
    suggestion: say(languageOf(headers), card.suggestion),
    basis: typeof card.basis === 'string' ? card.basis : card.basis[languageOf(headers)],
    steps: card.steps.map(({ at, what, changes = [], said = '' }) => ({
      ...{ at, what, said, changes: changes.map((text) => say(languageOf(headers), text)) },
    })),
  });
  const ask = reportQueries as Record<string, (args: unknown, services: Services, chat: string) => Promise<unknown>>;

  // What is looked for may be somebody's name or number: it stands in no address.
  app.post('/desk/api/queue', async ({ desk, headers, body }) => {
    const { who, chat } = desk!;
    const search = looked.safeParse(body).data?.search ?? '';
    const cards = (await ask['aduan.meja']!({ search }, services, chat)) as ReportCard[];
    return {
      name: who.name,
      today: services.clock.date(services.clock.now()),
      cases: cards.map((card) => shown(card, headers)),
    };
  });

  app.get<{ Params: { number: string } }>('/desk/api/cases/:number', async ({ desk, headers, params }, reply) => {
    const card = (await ask['aduan.satu']!(params, services, desk!.chat)) as ReportCard | null;
    if (!card) return reply.code(404).send({ error: 'unknown' });
    const copied = card.state === 'diteruskan' ? say(languageOf(headers), copiedOf(card)) : null;
    return { ...shown(card, headers), offered: offeredFor(card), copied };
  });

  app.get('/desk/api/sorting', ({ desk }) => ask['aduan.pilahan']!({}, services, desk!.chat));
  app.get('/desk/api/offices', ({ desk }) => ask['aduan.kantor']!({}, services, desk!.chat));

  app.get<{ Params: { number: string; place: string } }>(
    '/desk/api/cases/:number/files/:place',
    async ({ desk, params }, reply) => showFile(services, await fileOf(services, desk!, params), reply),
  );

  app.post('/desk/api/safe', async ({ desk, body }, reply) => {
    const parsed = picture.safeParse(body);
    if (!parsed.success) return reply.code(400).send({ error: 'shape' });
    const { who, chat } = desk!;
    // Marking it a second time changes nothing, so that it needs no key of the browser's.
    const request = { requestKey: 'meja/aman', args: parsed.data as never, chat, locale: 'id', who } as const;
    const result = await (reportCommands['aduan.aman'] as Command)(request, services);
    return 'done' in result ? result.done : {};
  });

  app.post('/desk/api/press', async ({ desk, headers, body }, reply) => {
    const parsed = press.safeParse(body);
    if (!parsed.success) return reply.code(400).send({ error: 'shape' });
    return actOnAll(house, desk!, languageOf(headers), parsed.data);
  });

  takeForms(app);
  // The executor's proof as a file: the press stands in the form as the page's JSON, and goes the same way.
  app.post('/desk/api/press/file', { bodyLimit: FORM_BYTES }, async (request, reply) => {
    const form = await formOf(request);
    const parsed = press.safeParse(pressOf(form));
    if (!form || !parsed.success || parsed.data.action !== 'tutup') return reply.code(400).send({ error: 'shape' });
    return actOnAll(house, request.desk!, languageOf(request.headers), parsed.data, form);
  });

  await app.register(deskTalks, house);

  app.get('/desk/api/events', async ({ raw }, reply) => {
    reply.hijack();
    const tell = (): void => void reply.raw.write('event: changed\ndata: {}\n\n');
    const end = await changes.watch(tell);
    if (raw.destroyed) return end();
    raw.once('close', end);
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write('retry: 2000\n\n');
    // What changed before it listened.
    tell();
  });
};

/** What is no JSON is no press. */
function pressOf(form: Form | null): unknown {
  const { key, press: text } = form?.fields ?? {};
  try {
    return { ...(JSON.parse(String(text)) as object), key };
  } catch {
    return null;
  }
}

async function actOnAll(house: House, at: AtDesk, language: Locale, given: Press, form?: Form): Promise<Ended[]> {
  const ended: Ended[] = [];
  // One after the other: sixty at once would only wait for each other.
  for (const one of given.on) {
    const shown = form ? await keepProof(house, at, `meja/${given.key}/${one.number}`, form) : [];
    const { text, ...how } = Array.isArray(shown)
      ? await act(house, at, language, given, one, shown)
      : { done: false, lacks: true, text: shown.why };
    ended.push({ number: one.number, ...how, text: house.say(language, text) });
  }
  return ended;
}

/** Kept before the press, so that whoever follows a process that died with it has it too; until the press takes it, for a day. */
const keepProof = ({ services }: House, { chat }: AtDesk, owner: string, { media, sent }: Form) =>
  keepFiles({ ...services, media }, { owner, sent: [sent], chat, key: 'bukti' });

async function act(
  house: House,
  at: AtDesk,
  language: Locale,
  { key, action, note, office, outcome, basis, proof, into, fix }: Press,
  { number: which, seen }: Press['on'][number],
  shown: AduanFile[],
): Promise<Told> {
  const args: ActOn = {
    ...{ number: which, action, seen, note },
    ...(office !== undefined && { office }),
    ...(outcome !== undefined && { outcome }),
    ...(basis !== undefined && { basis }),
    ...(proof && { proof: { text: proof, files: [] } }),
    ...(shown.length > 0 && { shown }),
    ...(into !== undefined && { into }),
    ...(fix !== undefined && { fix: fix as Fix }),
  };
  const { result } = await carryOut(house, at, language, { key, number: which }, 'aduan.tindak', args);
  return told(result, which);
}

type Told = Pick<Ended, 'done' | 'lacks'> & { text: TextRef };

/** As the bot says it. */
function told(result: EffectResult, number: string): Told {
  if ('refused' in result) return { done: false, lacks: true, text: result.refused.why };
  const acted = ('done' in result ? result.done : { outcome: 'unknown' }) as Acted;
  const { outcome } = acted;
  return { done: outcome === 'done', lacks: outcome === 'lacking', text: actedText(acted, number) };
}

/** To whoever handles the case, and to others of its desk what the handler has found safe. */
async function fileOf(
  { models }: Services,
  { who }: AtDesk,
  { number: which, place }: { number: string; place: string },
): Promise<string | null> {
  const report = await models.Aduan.findOne({ _id: which }).lean<Aduan>();
  const file = report?.files[Number(place)];
  const may = report && file && mayHandle(report, who) && (file.safe || report.handler === who._id);
  return may ? file.file : null;
}
