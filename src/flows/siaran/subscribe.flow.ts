/** What somebody wants to hear of, in two questions; how to leave is said with it. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '#flows/prompts/choice.ts';
import { choices } from '#flows/prompts/choices.ts';
import { confirm } from '#flows/prompts/confirm.ts';
import { named } from './rules.ts';
import type { Whom } from './rules.ts';

const ANYWHERE = 'semua';

export const subscribe: Flow<null, void> = {
  name: 'langganan',
  version: 1,
  async run(t) {
    const { topics, districts } = await t.read<Pick<Whom, 'topics' | 'districts'>>('pilihan', 'siaran.offers', {});
    const wanted = await t.ask(
      'topik',
      choices({
        text: tx('siaran.askTopics'),
        label: tx('siaran.by-topik'),
        choices: topics.map(({ code, name }) => ({
          ...{ id: code, label: named(name) },
          synonyms: [name.id.toLowerCase(), name.en.toLowerCase(), code],
        })),
      }),
    );
    const district = await t.ask(
      'kecamatan',
      choice({
        text: tx('siaran.askDistrict'),
        label: tx('siaran.by-kecamatan'),
        choices: [
          { id: ANYWHERE, label: tx('siaran.anywhere'), synonyms: ['semua', 'lewati', 'skip', 'all'] },
          ...districts.map((name) => ({
            ...{ id: name, label: named(name), synonyms: [name.toLowerCase().replace(/^medan /, '')] },
          })),
        ],
      }),
    );
    const names = topics.filter(({ code }) => wanted.includes(code)).map(({ name }) => named(name));
    await t.ask('setuju', confirm({ text: tx('siaran.consent'), lines: names, yes: tx('siaran.subscribe') }));
    await t.effect('langganan', 'siaran.subscribe', {
      topics: wanted,
      district: district === ANYWHERE ? null : district,
    });
    t.say(tx('siaran.subscribed'));
  },
};
