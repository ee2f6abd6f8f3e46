/** Officers' side: the queue by its due day, and one action on one report. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { howCounted } from '../deadlines/cara-hitung.flow.ts';
import { choice } from '../prompts/choice.ts';
import { actedText } from './acted.ts';
import { detailsOf } from './details.ts';
import { forOthers } from './for-others.ts';
import { BY_HAND, languageOf, reportChoice, reportIn, standingOf } from './rules.ts';
import type { Acted, QueuePage, QueuePlace, ReportCard, ReportRow } from './rules.ts';
import { actionsFor, OPEN } from './states.ts';
import type { Action } from './states.ts';
import { whichOne } from './which.ts';
import type { Shown } from './which.ts';

/** Actions that an officer is offered, in this order. */
const OFFERED: readonly Action[] = [
  ...(['triase', 'koreksi', 'jawab', 'teruskan', 'tanya', 'terima-jawaban', 'nomor-luar'] as const),
  ...(['gabung', 'pisah', 'perpanjang', 'tutup'] as const),
];
const FILES = 'lihat';
const HOW = 'hitung';

/** Any number opens its report, open or ended. */
export const queue: Flow<{ number: string } | null, void> = {
  name: 'aduan-antrean',
  version: 1,
  async run(t, args) {
    const number =
      reportIn(args?.number ?? '') ??
      (await whichOne<QueuePlace>(t, { page: (after) => page(t, after), numberIn: reportIn, onlyOne: false }));
    if (number === null) return t.say(tx('tindak-lanjut.queueEmpty'));
    await handle(t, number);
  },
};

async function page(t: Handle, after: QueuePlace | null): Promise<Shown<QueuePlace>> {
  const { rows: waiting, next, count } = await t.read<QueuePage>('antrean', 'aduan.antrean', { after });
  const rows = waiting.filter(({ waits }) => waits).map(row);
  const text = tx('tindak-lanjut.askQueue', { count, rows: rows.length ? [...rows, ''] : '' });
  return { text, choices: waiting.map(reportChoice), next };
}

/** What waits for somebody else, so that nobody opens it for nothing. */
const row = (card: ReportRow) =>
  tx('tindak-lanjut.queueRow', { number: card.number, standing: standingOf(card, 'petugas') });

/** The button under a card. */
export const open: Flow<{ number: string }, void> = {
  name: 'aduan-buka',
  version: 1,
  run: (t, { number }) => handle(t, number),
};

/** The button under a picture that only the handler has seen. */
export const safePicture: Flow<{ number: string; place: number }, void> = {
  name: 'aduan-foto-aman',
  version: 1,
  async run(t, args) {
    const { outcome } = await t.effect<{ outcome: string }>('aman', 'aduan.aman', args);
    t.say(outcome === 'done' ? tx('tindak-lanjut.markedSafe', { number: args.number }) : tx('engine.notForYou'));
  },
};

async function handle(t: Handle, number: string): Promise<void> {
  const found = await t.read<ReportCard | null>('isi', 'aduan.satu', { number });
  if (!found) return t.say(tx('tindak-lanjut.unknown', { number }));
  const offered = offeredFor(found);
  const choices = [...offered, ...(found.showable ? [FILES] : []), ...(OPEN.includes(found.state) ? [HOW] : [])];
  if (!choices.length) return t.say(tx('tindak-lanjut.nothingToDo', { number, state: standingOf(found, 'petugas') }));
  const action = await t.ask(
    'tindakan',
    choice<string>({
      text: tx('tindak-lanjut.askAction', shown(found)),
      choices: choices.map((id) => ({ id, label: tx(`tindak-lanjut.do-${id}`) })),
    }),
  );
  if (action === FILES) {
    const { count } = await t.effect<{ count: number }>('lihat', 'aduan.berkas', { number });
    return t.say(tx('tindak-lanjut.filesShown', { number, count }));
  }
  if (action === HOW) return t.call('hitung', howCounted, { number });
  await carryOut(t, found, action as Action);
}

async function carryOut(t: Handle, found: ReportCard, action: Action): Promise<void> {
  const { number } = found;
  const acted = await t.effect<Acted>('tindak', 'aduan.tindak', {
    ...(await detailsOf(t, action, number)),
    ...{ number, action, seen: found.version },
  });
  t.say(actedText(acted, number));
  if (acted.outcome !== 'done') return;
  if (action === 'teruskan') return t.say(tx('tindak-lanjut.block', { copied: copiedOf(found) }));
  if (action !== 'triase') return;
  const whole = await t.read<ReportCard | null>('isi-penuh', 'aduan.satu', { number });
  if (whole) t.say(tx('tindak-lanjut.whole', { ...shown(whole), reporter: whole.reporter ?? '-' }));
}

/** What goes to another office is text to be copied, without the reporter; what accuses somebody is put in the officer's own words. */
export function copiedOf(card: ReportCard): TextRef {
  const outside = forOthers(card);
  const text = outside.hidden ? tx('tindak-lanjut.copiedSecret') : shown(outside).text;
  return tx('tindak-lanjut.copied', { ...shown(outside), text, added: addedTo(outside, 'copiedAdded') });
}

/** What an officer may do with it now, in the order of the buttons. */
export function offeredFor(card: ReportCard): Action[] {
  const may = actionsFor(card.state, 'petugas').filter((action) => isOffered(card, action));
  return OFFERED.filter((action) => may.includes(action));
}

function isOffered({ kind, externalNumber, handles, state }: ReportCard, action: Action): boolean {
  if (action === 'perpanjang') return kind === 'informasi';
  if (action === 'nomor-luar') return externalNumber === null;
  // Who handles it already need not take it again; a colleague may take it over.
  return action !== 'triase' || !handles || state === 'ditanyakan';
}

/** The newest words of its reporter, and of the office to them, that a card repeats. */
const SAID = 5;
const OF_REPORTER = new Set(['lengkapi', 'belum-beres', 'keberatan', 'tarik']);

/** Each on a line of its own, behind the text. */
function addedTo({ steps }: ReportCard, line: 'addedLine' | 'copiedAdded'): (TextRef | '')[] | '' {
  const isShown = (what: string): boolean => OF_REPORTER.has(what) || (what === BY_HAND && line === 'addedLine');
  const said = steps.filter((step) => step.said !== undefined && isShown(step.what)).slice(-SAID);
  const shownAs = (what: string): string => `tindak-lanjut.${what === BY_HAND ? 'handLine' : line}`;
  return said.length ? ['', ...said.map(({ what, at, said }) => tx(shownAs(what), { at, said }))] : '';
}

const shown = (card: ReportCard) => ({
  ...card,
  added: addedTo(card, 'addedLine'),
  topic: card.topic ?? tx('tindak-lanjut.topicOther'),
  kind: tx(`tindak-lanjut.kind-${card.kind}`),
  state: standingOf(card, 'petugas'),
  language: languageOf(card),
  text: card.hidden
    ? tx('tindak-lanjut.textConfidential')
    : card.text || tx('tindak-lanjut.onlyFiles', { count: card.files }),
  place: card.place ?? '-',
});
