/** The stand-in as its own process, outliving the bots: `node src/simulator/main.ts --port N [--no-flood-limits] [--memory FILE]`. */
import { parseArgs } from 'node:util';
import { demoBots } from './demo-bots.ts';
import { createStandIn } from './stand-in.ts';

const { values } = parseArgs({
  options: {
    memory: { type: 'string' },
    port: { type: 'string', default: '0' },
    'no-flood-limits': { type: 'boolean', default: false },
  },
});

const standIn = await createStandIn({
  port: Number(values.port),
  bots: Object.values(demoBots),
  ...(values.memory !== undefined && { memory: values.memory }),
  ...(values['no-flood-limits'] && { limits: null }),
});
// One line that a parent process can wait for and read.
process.stdout.write(`stand-in: ${standIn.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void standIn.close());
}
