/** What is still asked of a report, in one question at most, and its sending. */
import { howButton } from '#flows/deadlines/rules.ts';
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Prompt } from '#flows/engine/prompt.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { name } from '../prompts/name.ts';
import { text } from '../prompts/text.ts';
import { OTHER, topicChoices } from './rules.ts';
import type { Heard, SendReport, Sent, Similar, TopicChoice } from './rules.ts';
import { ANONYMOUS, FOLLOW, send } from './send.ts';

/** Characters of a place. */
const PLACE = 200;
/** ms. */
const MINUTE = 60_000;

interface Known {
  account: Account;
  topic: TopicChoice | null;
  place: string | null;
}

export async function tell(t: Handle, account: Account, heard: Heard): Promise<void> {
  if (heard.danger) return rescue(t, account, heard);
  const known = await lacking(t, account, heard);
  const { topic, place } = known;
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
          text: known.account.text || tx('tindak-lanjut.onlyFiles', { count: account.files.length }),
          place: place ?? '-',
          topic: topic?.name ?? tx('tindak-lanjut.topicOther'),
        }),
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
    ...{ name: applicant, into },
  } satisfies SendReport);
  if (into && sent.follows !== false) return t.say(tx('tindak-lanjut.sentFollow', { ...sent }));
  t.say(tx(anonymous ? 'tindak-lanjut.sentAnonymous' : 'tindak-lanjut.sent', { ...sent }), howButton(sent.number));
  if (office?.contact) t.say(tx('tindak-lanjut.officeContact', { office: office.name, contact: office.contact }));
}

/** A life may be at stake: sent as it is, and only then asked where. */
async function rescue(t: Handle, account: Account, { topic, place }: Heard): Promise<void> {
  t.say(tx('tindak-lanjut.danger'));
  const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
    ...{ account, topic: topic?.code ?? null, place, kind: 'pengaduan', anonymous: false },
    ...{ name: null, into: null },
  } satisfies SendReport);
  t.say(tx('tindak-lanjut.sentDanger', { number: sent.number }));
  if (place !== null) return;
  const note = await t.ask('tempat', text({ text: tx('tindak-lanjut.askDangerPlace'), min: 3, max: 200 }));
  await t.effect('tambah', 'aduan.pelapor', { number: sent.number, action: 'lengkapi', note });
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
    const more = await t.ask('tempat', where('tindak-lanjut.askPlace'));
    const { place: found, story = '' } = await t.read<Heard>('dengar-tempat', 'aduan.dengar', { account: more });
    const files = [...account.files, ...more.files];
    // "gg melati tembung sudah 3 minggu": what is no place is told as well.
    const told = [account.text, found === null ? '' : story].filter(Boolean).join('. ');
    return { account: { ...account, text: told, files }, topic, place: found ?? placeless(more.text) };
  }
  if (!needsTopic) return { account, topic, place };
  const code = await t.ask(
    'jenis',
    choice({
      text: tx('tindak-lanjut.askTopic'),
      label: tx('tindak-lanjut.topicLabel'),
      choices: topicChoices(topics),
    }),
  );
  return { account, place, topic: code === OTHER ? null : (topics.find((one) => one.code === code) ?? null) };
}

async function both(t: Handle, account: Account): Promise<Known> {
  const more = await t.ask('isi', where('tindak-lanjut.askBoth'));
  const whole: Account = {
    ...more,
    text: [account.text, more.text].filter(Boolean).join('. '),
    files: [...account.files, ...more.files],
  };
  const { topic, place } = await t.read<Heard>('dengar-lagi', 'aduan.dengar', { account: whole });
  if (place !== null || !topic) return { account: whole, topic, place: place ?? placeless(more.text) };
  // "Parit": what it is about, and no place. It is asked for once more rather than taken for one.
  const last = await t.ask('tempat', where('tindak-lanjut.askPlace'));
  const found = await t.read<Heard>('dengar-tempat', 'aduan.dengar', { account: last });
  const files = [...whole.files, ...last.files];
  return { account: { ...whole, files }, topic, place: found.place ?? placeless(last.text) };
}

/** A place that nobody else knows is taken as it was written; who does not know it names none. */
const placeless = (said: string): string | null => (UNKNOWN.test(said.trim()) ? null : said.slice(0, PLACE) || null);
const UNKNOWN =
  /^(?:(?:saya|aku|sy|i) )?(?:(?:gak|ga|gk|tidak|tdk|tak|nggak|ngga|enggak|kurang) (?:tau|tahu|ingat|inget)|entah(?:lah)?|lupa|(?:do not|don'?t|dont) know|not sure|no idea)(?: (?:pak|bu|kak|min|lah|juga|pasti))?[.!?]*$/iu;

/** In words, with a pin, or spoken: what comes with it is kept as well. */
const where = (question: string): Prompt<Account> =>
  accountPrompt({ text: tx(question), label: tx('tindak-lanjut.place') });

/** Asked only where a rule wants it, and the rule is said first. */
async function nameOf(t: Handle, { kind, accused }: Heard): Promise<string | null> {
  const why = accused === 'anggota' ? 'tindak-lanjut.askNameMember' : 'tindak-lanjut.askNameInformation';
  if (accused !== 'anggota' && kind !== 'informasi') return null;
  return t.ask('nama', name({ text: tx(why), label: tx('tindak-lanjut.applicant') }));
}
