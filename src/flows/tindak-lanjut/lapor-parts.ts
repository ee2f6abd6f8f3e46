/** What is still asked of a report, in one question at most, and its sending. */
import type { Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { name } from '../prompts/name.ts';
import { text } from '../prompts/text.ts';
import { OTHER, topicChoices } from './rules.ts';
import type { Heard, SendReport, Sent, TopicChoice } from './rules.ts';
import { ANONYMOUS, send } from './send.ts';

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
  const sending = await t.ask(
    'kirim',
    send(
      [
        tx('tindak-lanjut.line', {
          text: known.account.text || tx('tindak-lanjut.onlyFiles', { count: account.files.length }),
          place: place ?? '-',
          topic: topic?.name ?? tx('tindak-lanjut.topicOther'),
        }),
        ...(topic?.office && heard.kind !== 'informasi'
          ? [tx('tindak-lanjut.notOurs', { office: topic.office.name })]
          : []),
      ],
      { anonymous: applicant === null },
    ),
  );
  const anonymous = sending === ANONYMOUS;
  const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
    ...{ account: known.account, topic: topic?.code ?? null, place, kind: heard.kind, anonymous, name: applicant },
  } satisfies SendReport);
  t.say(tx(anonymous ? 'tindak-lanjut.sentAnonymous' : 'tindak-lanjut.sent', { ...sent }));
  if (topic?.office?.contact)
    t.say(tx('tindak-lanjut.officeContact', { office: topic.office.name, contact: topic.office.contact }));
}

/** A life may be at stake: sent as it is, and only then asked where. */
async function rescue(t: Handle, account: Account, { topic, place }: Heard): Promise<void> {
  t.say(tx('tindak-lanjut.danger'));
  const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
    ...{ account, topic: topic?.code ?? null, place, kind: 'pengaduan', anonymous: false, name: null },
  } satisfies SendReport);
  t.say(tx('tindak-lanjut.sentDanger', { number: sent.number }));
  if (place !== null) return;
  const note = await t.ask('tempat', text({ text: tx('tindak-lanjut.askDangerPlace'), min: 3, max: 200 }));
  await t.effect('tambah', 'aduan.pelapor', { number: sent.number, action: 'lengkapi', note });
  t.say(tx('tindak-lanjut.completed', { number: sent.number }));
}

/** Topic and place, asked for together where both lack: two messages would be one too many. */
async function lacking(t: Handle, account: Account, heard: Heard): Promise<Known> {
  const { topic, place, kind, topics } = heard;
  const needsPlace = place === null && kind === 'pengaduan';
  const needsTopic = topic === null && kind === 'pengaduan';
  if (needsPlace && needsTopic) return both(t, account);
  if (needsPlace) {
    const asked = text({ text: tx('tindak-lanjut.askPlace'), label: tx('tindak-lanjut.place'), min: 3, max: 200 });
    return { account, topic, place: await t.ask('tempat', asked) };
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
  const said = await t.ask(
    'isi',
    text({ text: tx('tindak-lanjut.askBoth'), label: tx('tindak-lanjut.place'), min: 3, max: 500 }),
  );
  const whole = { ...account, text: [account.text, said].filter(Boolean).join('. ') };
  const { topic, place } = await t.read<Heard>('dengar-lagi', 'aduan.dengar', { account: whole });
  return { account: whole, topic, place: place ?? said.slice(0, 200) };
}

/** Asked only where a rule wants it, and the rule is said first. */
async function nameOf(t: Handle, { kind, accused }: Heard): Promise<string | null> {
  const why = accused === 'anggota' ? 'tindak-lanjut.askNameMember' : 'tindak-lanjut.askNameInformation';
  if (accused !== 'anggota' && kind !== 'informasi') return null;
  return t.ask('nama', name({ text: tx(why), label: tx('tindak-lanjut.applicant') }));
}
