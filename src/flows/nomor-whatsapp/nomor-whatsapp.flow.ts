/** How the office's WhatsApp numbers stand; one is linked by a code, or another number takes its place. Administrators only. */
import type { Flow } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { confirm } from '../prompts/confirm.ts';
import { phone } from '../prompts/phone.ts';
import { numberName, standingLine } from './rules.ts';
import type { LinkAsked, LinkNumber, NumberCard } from './rules.ts';

type Deed = 'scan' | 'ketik' | 'pindah' | 'selesai';

export const whatsAppNumbers: Flow<null, void> = {
  name: 'nomor-whatsapp',
  version: 1,
  async run(t) {
    const cards = await t.read<NumberCard[]>('nomor', 'nomor-whatsapp.semua', {});
    const [first] = cards;
    if (!first) return t.say(tx('whatsapp.none'));
    t.say(tx('whatsapp.standings', { lines: cards.map(standingLine) }));
    const name =
      cards.length === 1
        ? first.name
        : await t.ask(
            'mana',
            choice<NumberCard['name']>({
              text: tx('whatsapp.askWhich'),
              choices: cards.map((card) => ({ id: card.name, label: numberName(card) })),
            }),
          );
    const number = numberName({ name });
    const deed = await t.ask(
      'aksi',
      choice<Deed>({
        text: tx('whatsapp.askDeed', { number }),
        choices: (['scan', 'ketik', 'pindah', 'selesai'] as const).map((id) => ({
          id,
          label: tx(`whatsapp.do-${id}`),
        })),
      }),
    );
    if (deed === 'selesai') return t.say(tx('whatsapp.nothingDone'));
    if (deed === 'pindah') await t.ask('yakin', confirm({ text: tx('whatsapp.askMove', { number }), lines: [] }));
    const typed = deed === 'ketik' ? await t.ask('hp', phone({ text: tx('whatsapp.askPhone', { number }) })) : null;
    const wanted: LinkNumber = { name, phone: typed };
    const { outcome } =
      deed === 'pindah'
        ? await t.effect<LinkAsked>('pindah', 'nomor-whatsapp.pindah', { name })
        : await t.effect<LinkAsked>('tautkan', 'nomor-whatsapp.tautkan', wanted);
    if (outcome === 'forbidden') return t.say(tx('engine.notForYou'));
    t.say(
      tx(outcome === 'shown' && deed === 'pindah' ? 'whatsapp.moveBegun' : `whatsapp.asked-${outcome}`, { number }),
    );
  },
};
