/** A report in at most four messages: what was told first is kept, only what lacks of topic and place is asked. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { account as accountPrompt } from '../prompts/account.ts';
import type { Account } from '../prompts/account.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { OTHER, topicChoices } from './rules.ts';
import type { Heard, Sent } from './rules.ts';
import { ANONYMOUS, send } from './send.ts';

export const report: Flow<{ said: string }, void> = {
  name: 'lapor',
  version: 1,
  async run(t, { said }) {
    const account: Account = said
      ? { text: said, files: [] }
      : await t.ask(
          'cerita',
          accountPrompt({ text: tx('tindak-lanjut.askAccount'), label: tx('tindak-lanjut.account') }),
        );
    const heard = await t.read<Heard>('dengar', 'aduan.dengar', { account });
    if (heard.danger) t.say(tx('tindak-lanjut.danger'));
    const code =
      heard.topic?.code ??
      (await t.ask(
        'jenis',
        choice({
          text: tx('tindak-lanjut.askTopic'),
          label: tx('tindak-lanjut.topicLabel'),
          choices: topicChoices(heard.topics),
        }),
      ));
    const topic = heard.topic ?? heard.topics.find((one) => one.code === code) ?? null;
    const place =
      heard.place ??
      (await t.ask(
        'tempat',
        text({ text: tx('tindak-lanjut.askPlace'), label: tx('tindak-lanjut.place'), min: 3, max: 200, oneLine: true }),
      ));
    const sending = await t.ask(
      'kirim',
      send([
        tx('tindak-lanjut.line', {
          text: account.text || tx('tindak-lanjut.onlyFiles', { count: account.files.length }),
          place,
          topic: topic?.name ?? tx('tindak-lanjut.topicOther'),
        }),
        ...(topic?.office ? [tx('tindak-lanjut.notOurs', { office: topic.office.name })] : []),
      ]),
    );
    const anonymous = sending === ANONYMOUS;
    const sent = await t.effect<Sent>('kirim-laporan', 'aduan.kirim', {
      account,
      topic: code === OTHER ? null : code,
      place,
      anonymous,
    });
    t.say(tx(anonymous ? 'tindak-lanjut.sentAnonymous' : 'tindak-lanjut.sent', { ...sent }));
    if (topic?.office?.contact)
      t.say(tx('tindak-lanjut.officeContact', { office: topic.office.name, contact: topic.office.contact }));
  },
};
