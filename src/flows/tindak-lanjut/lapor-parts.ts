/** What is still asked of a report, in one question at most, and its sending. */
import { howButton } from '#flows/deadlines/rules.ts';
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { isYesOrNo } from '#flows/engine/words.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { name } from '../prompts/name.ts';
import { saysWord } from '../prompts/normalise.ts';
import { text } from '../prompts/text.ts';
import { OTHER, topicChoices } from './rules.ts';
import type { Heard, SendReport, Sent, Similar } from './rules.ts';
import { ANONYMOUS, FOLLOW, send } from './send.ts';

/** Characters of a place. */
const PLACE = 200;
/** ms. */
const MINUTE = 60_000;

interface Known extends Pick<Heard, 'topic' | 'place' | 'danger'> {
  account: Account;
}

/** `asked`: the question that is asked again where nothing was told but by files that cannot be kept. */
export async function tell(t: Handle, account: Account, heard: Heard, asked = 'cerita'): Promise<void> {
  if (heard.danger) return rescue(t, account, heard);
  const known = await lacking(t, account, heard);
  if (known.danger) return rescue(t, known.account, known, 'tempat-lagi');
  const { topic, place } = known;
  const { files } = known.account;
  const applicant = await nameOf(t, heard);
  const same =
    topic && place && applicant === null && !heard.accused
      ? await t.read<Similar | null>('serupa', 'aduan.serupa', { topic: topic.code, place }, { maxAge: MINUTE })
      : null;
  // What accuses somebody is looked at by the council itself, and no office of the city hears of it.
  const office = heard.kind === 'informasi' || heard.accused ? null : topic?.office;
  const sending = await t.ask(
    'kirim',
    send(
      [
        tx(place === null ? 'tindak-lanjut.linePlaceless' : 'tindak-lanjut.line', {
          text: known.account.text || tx('tindak-lanjut.onlyFiles', { count: files.length }),
          place: place ?? '-',
          topic: topic?.name ?? tx('tindak-lanjut.topicOther'),
        }),
        // Whoever sent a picture with its words sees that both are there.
        ...(known.account.text && files.length ? [tx('tindak-lanjut.onlyFiles', { count: files.length })] : []),
        ...(office ? [tx('tindak-lanjut.notOurs', { office: office.name })] : []),
        ...(same ? [tx('tindak-lanjut.similar', { ...same })] : []),
      ],
      { anonymous: applicant === null, follow: same !== null },
    ),
  );
  const anonymous = sending === ANONYMOUS;
  const into = sending === FOLLOW && same ? same.number : null;
  const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
    ...{ account: known.account, topic: topic?.code ?? null, place, kind: heard.kind, anonymous },
    ...{ name: applicant, into, ...(asked !== 'cerita' && { asked }) },
  } satisfies SendReport);
  const follows = into && sent.follows !== false;
  if (follows) t.say(tx('tindak-lanjut.sentFollow', { ...sent }));
  else t.say(tx(anonymous ? 'tindak-lanjut.sentAnonymous' : 'tindak-lanjut.sent', { ...sent }), howButton(sent.number));
  if (sent.unkept) t.say(sent.unkept);
  if (office?.contact && !follows)
    t.say(tx('tindak-lanjut.officeContact', { office: office.name, contact: office.contact }));
}

type Emergency = Pick<Heard, 'topic' | 'place'>;

/** A life may be at stake: emergency numbers before anything that could take its time. */
function rescue(t: Handle, account: Account, heard: Emergency, whereKey?: string): Promise<void> {
  t.say(tx('tindak-lanjut.danger'));
  return sendNow(t, account, heard, whereKey);
}

/** Sent as it is, and only then asked where. `whereKey`: a question's own key where *tempat* was asked before. */
export async function sendNow(
  t: Handle,
  account: Account,
  { topic, place }: Emergency,
  whereKey = 'tempat',
): Promise<void> {
  const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
    ...{ account, topic: topic?.code ?? null, place, kind: 'pengaduan', anonymous: false },
    ...{ name: null, into: null, consented: false },
  } satisfies SendReport);
  t.say(tx('tindak-lanjut.sentDanger', { number: sent.number }));
  if (sent.unkept) t.say(sent.unkept);
  if (place !== null) return;
  const note = await t.ask(whereKey, text({ text: tx('tindak-lanjut.askDangerPlace'), min: 3, max: PLACE }));
  const isPlace = placeless(note) !== null;
  await t.effect('tambah', 'aduan.pelapor', { number: sent.number, action: 'lengkapi', note, place: isPlace });
  t.say(tx('tindak-lanjut.completed', { number: sent.number }));
}

/** Topic and place, asked for together where both lack: two messages would be one too many. */
async function lacking(t: Handle, account: Account, heard: Heard): Promise<Known> {
  const { topic, place, kind, topics, accused } = heard;
  // What the council's own people are said to have done is about them, wherever it was.
  const asks = kind === 'pengaduan' && accused !== 'anggota' && accused !== 'sekretariat';
  const needsPlace = place === null && asks;
  const needsTopic = topic === null && asks;
  if (needsPlace && needsTopic) return both(t, account);
  if (needsPlace) {
    const more = await askWords(t, 'tempat', where('tindak-lanjut.askPlace'));
    const heardMore = await t.read<Heard>('dengar-tempat', 'aduan.dengar', { account: more });
    const { place: found, story = '', danger } = heardMore;
    if (danger) return { account: joined(account, more), topic: topic ?? heardMore.topic, place: found, danger };
    // "gg melati tembung sudah 3 minggu": what is no place is told as well.
    const told = joined(account, { ...more, text: found === null ? '' : story });
    return { account: told, topic, place: found ?? placeless(more.text), danger };
  }
  if (!needsTopic) return { account, topic, place, danger: false };
  const code = await t.ask(
    'jenis',
    choice({
      text: tx('tindak-lanjut.askTopic'),
      label: tx('tindak-lanjut.topicLabel'),
      choices: topicChoices(topics),
    }),
  );
  const named = code === OTHER ? null : (topics.find((one) => one.code === code) ?? null);
  return { account, place, topic: named, danger: false };
}

async function both(t: Handle, account: Account): Promise<Known> {
  const more = await askWords(t, 'isi', where('tindak-lanjut.askBoth'));
  const whole: Account = { ...more, ...joined(account, more) };
  const { topic, place, danger } = await t.read<Heard>('dengar-lagi', 'aduan.dengar', { account: whole });
  if (danger) return { account: whole, topic, place, danger };
  if (place !== null || !topic) return { account: whole, topic, place: place ?? placeless(more.text), danger };
  // "Parit": what it is about, and no place. It is asked for once more rather than taken for one.
  const last = await askWords(t, 'tempat', where('tindak-lanjut.askPlace'));
  const found = await t.read<Heard>('dengar-tempat', 'aduan.dengar', { account: last });
  if (found.danger) return { account: joined(whole, last), topic, place: found.place, danger: true };
  const told = joined(whole, { ...last, text: '' });
  return { account: told, topic, place: found.place ?? placeless(last.text), danger: false };
}

export const joined = (first: Account, more: Account): Account => ({
  ...first,
  text: [first.text, more.text].filter(Boolean).join('. '),
  files: [...first.files, ...more.files],
});

/** A place that nobody else knows is taken as it was written; who does not know it names none. */
const placeless = (said: string): string | null => (UNKNOWN.test(said.trim()) ? null : said.slice(0, PLACE) || null);
const SAYS = '(?:maaf|aduh|waduh|wah|saya|aku|kami|awak|sy|i|sorry)';
const KNOWS_NOT =
  '(?:gak|ga|gk|g|tidak|tdk|tak|nggak|ngga|enggak|engga|ndak|kurang|belum) ?(?:tau+|tahu+|tw|ingat|inget|ada)';
const OTHERS = "gtw|(?:e?ntah|lupa)|(?:do not|don'?t|dont) (?:know|remember)|not sure|no idea";
/** Who is asked by it, and what it is about. */
const BEHIND =
  '(?:pak|bu|kak|bang|min|ya|lah|sih|deh|juga|pasti|persis|exactly|the|name|nama|(?:jalan|alamat|tempat|lokasi)(?:nya)?|di ?mana|address|street|place)';
const UNKNOWN = new RegExp(`^(?:${SAYS},? )*(?:${KNOWS_NOT}|${OTHERS})(?:lah)?(?:,? ${BEHIND})*[.!?]*$`, 'iu');

/** An answer to something else: "ya", "cek", "tanpa nama". */
const NO_PLACE =
  /^(?:cek|status|menu|kirim|cukup|selesai|lanjut|sudah|udah|belum|tanpa nama|anonim|check|send|done)[.!?]*$/i;

/** In words, with a pin, or spoken: what comes with it is kept as well. A bare "2" is no street; where choices have numbers it is meant for one. */
function where(question: string): Prompt<Account> {
  const expects = tx('tindak-lanjut.expectsPlace');
  const asked = inWords({ text: tx(question), label: tx('tindak-lanjut.place'), expects });
  const isNone = (said: string): boolean => isYesOrNo(said) || NO_PLACE.test(said.trim());
  const parse: Prompt<Account>['parse'] = (answer, context) =>
    answer.kind === 'text' && isNone(answer.text) ? { refuse: expects } : asked.parse(answer, context);
  return { ...asked, parse };
}

/** What says nothing is no answer. Under a picture, which tells by itself, anything may stand. */
export function inWords({ text, label, expects }: Record<'text' | 'label' | 'expects', TextRef>): Prompt<Account> {
  const asked = accountPrompt({ text, label });
  return {
    ...asked,
    expects,
    parse: (answer, context) => {
      if (answer.kind === 'text' && !saysWord(answer.text)) return { refuse: expects };
      const parsed = asked.parse(answer, context);
      const words = 'file' in answer && !answer.more?.length ? (answer.caption ?? '') : '';
      if (!('refuse' in parsed) || !saysWord(words)) return parsed;
      const told = asked.parse({ kind: 'text', text: words }, context);
      return 'ok' in told ? { ok: { ...told.ok, refused: parsed.refuse } } : parsed;
    },
  };
}

/** Of a file that is not taken they hear at once, and its words go on. */
export async function askWords(t: Handle, key: string, prompt: Prompt<Account>): Promise<Account> {
  const { refused: why, ...said } = await t.ask(key, prompt);
  if (why) t.say(tx('tindak-lanjut.withoutFile', { why }));
  return said;
}

/** Asked only where a rule wants it, and the rule is said first. */
async function nameOf(t: Handle, { kind, accused }: Heard): Promise<string | null> {
  const why = accused === 'anggota' ? 'tindak-lanjut.askNameMember' : 'tindak-lanjut.askNameInformation';
  if (accused !== 'anggota' && kind !== 'informasi') return null;
  return t.ask('nama', name({ text: tx(why), label: tx('tindak-lanjut.applicant') }));
}
