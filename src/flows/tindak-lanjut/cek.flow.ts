/** What became of one's own reports and conversations; and what the reporter says to an answer or a question. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { talkChoice, talkStatus } from '../chatting/rules.ts';
import type { OwnTalk, TalkCard, TalkPlace } from '../chatting/rules.ts';
import { howButton } from '../deadlines/rules.ts';
import { askMore } from './adding.ts';
import { numberIn, reportChoice, standingOf } from './rules.ts';
import type { Page, ReportCard, ReportRow } from './rules.ts';
import { sayTo } from './say-to.ts';
import { OPEN } from './states.ts';
import { whichOne } from './which.ts';
import type { Shown } from './which.ts';

export const check: Flow<{ number: string }, void> = {
  name: 'cek-laporan',
  version: 1,
  async run(t, args) {
    const number =
      args.number || (await whichOne<Places>(t, { page: (after) => page(t, after), numberIn, onlyOne: true }));
    if (number === null) return t.say(tx('tindak-lanjut.noneChecked'));
    // "cek 1001": whichever of theirs has that number.
    const found = await t.read<ReportCard | null>('satu', 'aduan.milik-satu', { number });
    const talk = found ? null : await t.read<TalkCard | null>('obrolan-satu', 'chatting.milik-satu', { number });
    if (talk) return t.say(talkStatus(talk));
    if (!found) return t.say(tx('tindak-lanjut.notYours', { number }));
    t.say(
      tx('tindak-lanjut.status', {
        ...found,
        topic: found.topic ?? tx('tindak-lanjut.topicOther'),
        state: standingOf(found, 'pelapor'),
        steps: found.steps.map((step) =>
          tx('tindak-lanjut.step', { at: step.at, what: tx(`tindak-lanjut.did-${step.what}`) }),
        ),
      }),
      ...(OPEN.includes(found.state) ? [howButton(found.number)] : []),
    );
  },
};

/** How far both lists were shown; null: to their end. */
interface Places {
  reports: number | null;
  talks: TalkPlace | null;
}

async function page(t: Handle, after: Places | null): Promise<Shown<Places>> {
  const read = async <Row, Place>(key: string, query: string, place: Place | null): Promise<Page<Row, Place>> =>
    after !== null && place === null ? { rows: [], next: null } : t.read(key, query, { after: place });
  const reports = await read<ReportRow, number>('milik', 'aduan.milik', after?.reports ?? null);
  const talks = await read<OwnTalk, TalkPlace>('obrolan', 'chatting.milik', after?.talks ?? null);
  const choices = [...reports.rows.map(reportChoice), ...talks.rows.map(talkChoice)];
  const next = reports.next === null && talks.next === null ? null : { reports: reports.next, talks: talks.next };
  const isWhole = after === null && next === null;
  const text = isWhole ? tx('tindak-lanjut.askWhichCase', { count: choices.length }) : tx('tindak-lanjut.askPage');
  return { text, choices, next };
}

/** The buttons under an answer. */
export const verdict: Flow<{ number: string; solved: boolean }, void> = {
  name: 'laporan-beres',
  version: 1,
  async run(t, { number, solved }) {
    const said = solved ? { note: '' } : await askMore(t, 'kurang', 'tindak-lanjut.askWhatLacks', number);
    const acted = await sayTo(t, 'putusan', { number, action: solved ? 'benar-beres' : 'belum-beres', ...said });
    if (!acted) return;
    if (acted.outcome !== 'done') return t.say(tx('tindak-lanjut.verdictLate', { number }));
    const opened = acted.level ? 'belum-atasan' : 'belum';
    t.say(tx(`tindak-lanjut.verdict-${solved ? 'beres' : opened}`, { number }));
  },
};

/** The button under a question of the office. */
export const complete: Flow<{ number: string }, void> = {
  name: 'laporan-lengkapi',
  version: 1,
  async run(t, { number }) {
    const said = await askMore(t, 'jawaban', 'tindak-lanjut.askMore', number);
    const acted = await sayTo(t, 'lengkapi', { number, action: 'lengkapi', ...said });
    if (acted)
      t.say(tx(acted.outcome === 'done' ? 'tindak-lanjut.completed' : 'tindak-lanjut.verdictLate', { number }));
  },
};
