/** What staff do with a conversation of theirs besides talking. */
import type { Flow, Handle } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import type { Choice } from '#flows/engine/message.ts';
import { choice } from '../prompts/choice.ts';
import { optional, SKIP } from '../prompts/optional.ts';
import { text } from '../prompts/text.ts';
import { TOOLS, tooledText } from './rules.ts';
import type { Option, Tool, Tooled, ToolsOf } from './rules.ts';

/** `tool` null: all of them are offered. */
export const tools: Flow<{ number: string; tool: Tool | null }, void> = {
  name: 'obrolan-alat',
  version: 1,
  async run(t, { number, tool }) {
    const has = await t.read<ToolsOf>('isi', 'chatting.alat', {});
    const chosen =
      tool ??
      (await t.ask(
        'alat',
        choice<Tool>({
          text: tx('chatting.askTool', { number }),
          choices: TOOLS.map((id) => ({ id, label: tx(`chatting.tool-${id}`) })),
        }),
      ));
    const said = tooledText(chosen, await use(t, chosen, number, has), number);
    if (said) t.say(said);
  },
};

async function use(t: Handle, tool: Tool, number: string, { ready, labels, people, units }: ToolsOf): Promise<Tooled> {
  const pick = (key: string, question: string, options: Choice[]) =>
    t.ask(key, choice({ text: tx(question, { number }), choices: options }));
  switch (tool) {
    case 'siap': {
      const code = await pick('siap', 'chatting.askReady', ready.map(option));
      return t.effect('lakukan', 'chatting.siap', { number, code });
    }
    case 'catat': {
      const note = await t.ask('catatan', text({ text: tx('chatting.askNoteInside', { number }), max: 1000 }));
      return t.effect('lakukan', 'chatting.catat', { number, note });
    }
    case 'label': {
      const label = await pick('label', 'chatting.askLabel', labels.map(option));
      return t.effect('lakukan', 'chatting.label', { number, label });
    }
    case 'oper': {
      const to = await pick('kepada', 'chatting.askTo', [
        ...people.map((one) => option({ ...one, id: `orang:${one.id}` })),
        ...units.map((one) => option({ ...one, id: `unit:${one.id}` })),
      ]);
      const note = await t.ask('pesan', optional(text({ text: tx('chatting.askHandNote'), max: 500 }), SKIP));
      return t.effect('lakukan', 'chatting.oper', { number, to, note: note ?? '' });
    }
    case 'laporan': {
      const place = await t.ask('tempat', text({ text: tx('chatting.askPlace'), min: 3, max: 200, oneLine: true }));
      return t.effect('lakukan', 'chatting.laporkan', { number, place });
    }
    case 'tutup':
      return t.effect('lakukan', 'chatting.tutup', { number });
  }
}

const option = ({ id, name }: Option): Choice => ({ id, label: tx('chatting.option', { name }) });
