/**
 * `npm run whatsapp:move -- --number public`: another number takes the place of one that is lost or banned. It asks the running system
 * for each step, shows the code to scan, and says what was done. Broken off anywhere, the same command goes on.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { toString } from 'qrcode';
import { connect } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { ConfigError, readConfig } from '#config';
import { NumberBook } from './number-book.ts';

const USAGE = 'Use: npm run whatsapp:move -- --number public|members';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const LOOK = 1_000;
const SILENT = 30_000;

const STEPS = {
  wanted: 'Asked for: the old session is being forgotten. Chats, bookings and letters stay as they are.',
  forgotten: 'The old session is gone. Put the spare number’s SIM into a handset with WhatsApp and scan the code:',
  linked: 'The new number is linked. People who wrote by the old one are being told on Telegram.',
} as const;

async function move(): Promise<void> {
  const { values } = parseArgs({ options: { number: { type: 'string' } } });
  if (values.number !== 'public' && values.number !== 'members') throw new Error(USAGE);
  const name = `whatsapp-${values.number}`;
  const connection = await connect(readConfig(process.env).mongodbUri);
  try {
    const book = new NumberBook(createModels(connection).WhatsAppNumber);
    const id = await book.wantMove(name);
    let step = '';
    let code = '';
    let warned = false;
    for (; ; await sleep(LOOK)) {
      const doc = await book.read(name);
      const now = doc?.move?.id === id ? doc.move : null;
      if (!doc || !now) throw new Error('Somebody began another move meanwhile: look at that one.');
      if (now.step === 'told') {
        say(`Done. ${values.number} is +${doc.number ?? '?'} now; ${now.told} people were told on Telegram.`);
        say(
          '“nomor resmi” and /saluran show it already. By hand: councils/<council>/official.yaml, the website and paper.',
        );
        return;
      }
      if (now.step !== step) say(STEPS[(step = now.step) as keyof typeof STEPS]);
      const silent = Date.now() - (doc.heardAt?.getTime() ?? 0) > SILENT;
      if (silent && !warned) say('No process has this number now. Start the system: it goes on by itself.');
      warned = silent;
      const sign = now.step === 'forgotten' && doc.sign && doc.sign.until.getTime() > Date.now() ? doc.sign : null;
      if (!sign || sign.text === code) continue;
      code = sign.text;
      say(sign.kind === 'code' ? code : await toString(code, { type: 'terminal', small: true }));
    }
  } finally {
    await connection.close();
  }
}

move().catch((error: unknown) => {
  const plain = error instanceof ConfigError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`${(error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? USAGE : plain}\n`);
  process.exitCode = 1;
});
