/** What became of one's own reports and conversations; and what the reporter says to an answer or a question. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { talkChoice, talkStatus } from '../chatting/rules.ts';
import type { TalkCard } from '../chatting/rules.ts';
import { howButton } from '../deadlines/rules.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { reportChoice, standingOf } from './rules.ts';
import type { Acted, ReportCard } from './rules.ts';
import { OPEN } from './states.ts';

export const check: Flow<{ number: string }, void> = {
  name: 'cek-laporan',
  version: 1,
  async run(t, args) {
    const reports = await t.read<ReportCard[]>('milik', 'aduan.milik', {});
    const talks = await t.read<TalkCard[]>('obrolan', 'chatting.milik', {});
    const all = [...reports, ...talks].map(({ number }) => number);
    if (!all.length) return t.say(tx('tindak-lanjut.noneChecked'));
    const number =
      args.number ||
      (all.length === 1
        ? all[0]
        : await t.ask(
            'laporan',
            choice({
              text: tx('tindak-lanjut.askWhichCase', { count: all.length }),
              choices: [...reports.map(reportChoice), ...talks.map(talkChoice)],
            }),
          ));
    // "cek 1001": whichever of theirs has that number.
    const isMeant = (one: { number: string }): boolean => one.number === number || one.number.slice(2) === number;
    const found = reports.find(isMeant);
    const talk = talks.find(isMeant);
    if (talk && !found) return t.say(talkStatus(talk));
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

/** The buttons under an answer. */
export const verdict: Flow<{ number: string; solved: boolean }, void> = {
  name: 'laporan-beres',
  version: 1,
  async run(t, { number, solved }) {
    const note = solved
      ? ''
      : await t.ask('kurang', text({ text: tx('tindak-lanjut.askWhatLacks', { number }), min: 3, max: 1000 }));
    const acted = await t.effect<Acted>('putusan', 'aduan.pelapor', {
      number,
      action: solved ? 'benar-beres' : 'belum-beres',
      note,
    });
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
    const note = await t.ask('jawaban', text({ text: tx('tindak-lanjut.askMore', { number }), min: 2, max: 1500 }));
    const acted = await t.effect<Acted>('lengkapi', 'aduan.pelapor', { number, action: 'lengkapi', note });
    t.say(tx(acted.outcome === 'done' ? 'tindak-lanjut.completed' : 'tindak-lanjut.verdictLate', { number }));
  },
};
