/** Staff enter what somebody told by telephone, on paper or at the counter; and take the list of reports along as a table. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { confirm } from '../prompts/confirm.ts';
import { optional, SKIP } from '../prompts/optional.ts';
import { text } from '../prompts/text.ts';
import { OTHER, topicChoices } from './rules.ts';
import type { EnterReport, Heard } from './rules.ts';

const SOURCES = ['telepon', 'surat', 'datang'] as const;

export const enterReport: Flow<null, void> = {
  name: 'aduan-catat',
  version: 1,
  async run(t) {
    const source = await t.ask(
      'lewat',
      choice({
        text: tx('tindak-lanjut.askSource'),
        choices: SOURCES.map((id) => ({ id, label: tx(`tindak-lanjut.source-${id}`) })),
      }),
    );
    const account = await t.ask(
      'cerita',
      accountPrompt({ text: tx('tindak-lanjut.askEntered'), label: tx('tindak-lanjut.account') }),
    );
    const heard = await t.read<Heard>('dengar', 'aduan.dengar', { account });
    // Whoever listens to it is the person who is called at once.
    if (heard.danger) t.say(tx('tindak-lanjut.dangerEntered'));
    const code =
      heard.topic?.code ??
      (await t.ask('jenis', choice({ text: tx('tindak-lanjut.askTopic'), choices: topicChoices(heard.topics) })));
    const line = (key: string, question: string) =>
      t.ask(key, optional(text({ text: tx(question), max: 200, oneLine: true }), SKIP));
    const place = heard.place ?? (await line('tempat', 'tindak-lanjut.askEnteredPlace'));
    const name = await line('nama', 'tindak-lanjut.askEnteredName');
    const contact = name === null ? null : await line('kontak', 'tindak-lanjut.askEnteredContact');
    const topic =
      heard.topic?.name ?? heard.topics.find((one) => one.code === code)?.name ?? tx('tindak-lanjut.topicOther');
    const shown = tx('tindak-lanjut.line', {
      ...{ place: place ?? '-', topic },
      text: account.text || tx('tindak-lanjut.onlyFiles', { count: account.files.length }),
    });
    await t.ask('simpan', confirm({ text: tx('tindak-lanjut.enterAsk'), lines: [shown] }));
    const entered = await t.effect<{ outcome: string; number: string; checkedBy: string }>('catat', 'aduan.catat', {
      ...{ account, topic: code === OTHER ? null : code, place, kind: heard.kind, source, name, contact },
    } satisfies EnterReport);
    t.say(entered.outcome === 'done' ? tx('tindak-lanjut.entered', { ...entered }) : tx('engine.notForYou'));
  },
};

export const exported: Flow<null, void> = {
  name: 'aduan-ekspor',
  version: 1,
  async run(t) {
    const { count } = await t.effect<{ count: number }>('ekspor', 'aduan.ekspor', {});
    if (!count) t.say(tx('tindak-lanjut.queueEmpty'));
  },
};
