/** "Ke mana saya harus pergi?": whose task it is, and how that office is reached. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { text } from '../prompts/text.ts';
import { tell } from './lapor-parts.ts';
import { topicChoices } from './rules.ts';
import type { Heard, TopicChoice } from './rules.ts';

export const whichOffice: Flow<null, void> = {
  name: 'kantor-mana',
  version: 1,
  async run(t) {
    const said = await t.ask('soal', text({ text: tx('tindak-lanjut.askMatter'), max: 300 }));
    const account = { text: said, files: [] };
    const heard = await t.read<Heard>('dengar', 'aduan.dengar', { account });
    if (heard.danger) return tell(t, account, heard);
    const code =
      heard.topic?.code ??
      (await t.ask('jenis', choice({ text: tx('tindak-lanjut.askTopic'), choices: topicChoices(heard.topics) })));
    const topic = heard.topic ?? heard.topics.find((one) => one.code === code);
    t.say((topic && officeOf(topic)) ?? tx('tindak-lanjut.officeOurs'));
  },
};

/** Whose task a topic is and how that office is reached; null where it is ours. */
export function officeOf({ name: topic, office: one }: TopicChoice, how: '' | 'Asked' = ''): TextRef | null {
  if (!one) return null;
  const { name: office, contact } = one;
  return tx(`tindak-lanjut.office${contact ? 'Is' : 'Unchecked'}${how}`, { topic, office, contact });
}
