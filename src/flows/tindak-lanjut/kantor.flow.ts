/** "Ke mana saya harus pergi?": whose task it is, and how that office is reached. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { topicChoices } from './rules.ts';
import type { Heard } from './rules.ts';

export const whichOffice: Flow<null, void> = {
  name: 'kantor-mana',
  version: 1,
  async run(t) {
    const said = await t.ask('soal', text({ text: tx('tindak-lanjut.askMatter'), max: 300 }));
    const heard = await t.read<Heard>('dengar', 'aduan.dengar', { account: { text: said, files: [] } });
    const code =
      heard.topic?.code ??
      (await t.ask('jenis', choice({ text: tx('tindak-lanjut.askTopic'), choices: topicChoices(heard.topics) })));
    const topic = heard.topic ?? heard.topics.find((one) => one.code === code);
    if (!topic?.office) return t.say(tx('tindak-lanjut.officeOurs'));
    const { name: office, contact } = topic.office;
    t.say(
      tx(contact ? 'tindak-lanjut.officeIs' : 'tindak-lanjut.officeUnchecked', { topic: topic.name, office, contact }),
    );
  },
};
