/** `npm start` with a number at WhatsApp: the code that the terminal shows is the one that WhatsApp offers. The number is played. */
import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import path from 'node:path';
import { findBrowser } from '#services/browser.ts';
import { createWhatsAppStandIn } from '#simulator/whatsapp/stand-in.ts';
import { World } from '#simulator/world.ts';
import { dropDatabase, freshDatabase } from '#tests/support/system.ts';
import { fresh, pathWith, root, start } from './started.ts';

/** The package's own types name its default twice. */
const readQr = jsQR as unknown as typeof jsQR.default;

/** The real command with a real number's settings, whose browser is led to the played WhatsApp. */
async function started(t: TestContext, env: Record<string, string>) {
  const spec = { token: '620000000021:x', username: 'menyapa_wa', channel: 'whatsapp-public' } as const;
  const standIn = await createWhatsAppStandIn(new World(), spec);
  t.after(() => standIn.close());
  const offered: string[] = [];
  const { account } = standIn;
  const next = account.newRef.bind(account);
  account.newRef = () => (offered.push(next()), offered.at(-1)!);
  const browser = await findBrowser(process.env);
  const args = standIn.browserArgs.map((each) => `'${each}'`).join(' ');
  const libraries = browser.env['LD_LIBRARY_PATH'] ?? '';
  const wrapper = pathWith('browser', `LD_LIBRARY_PATH='${libraries}' exec '${browser.executablePath}' "$@" ${args}`);
  const MONGODB_URI = freshDatabase();
  t.after(() => dropDatabase(MONGODB_URI));
  const one = start(fresh(), {
    ...{ MONGODB_URI, REDIS_URL: process.env['REDIS_URL']!, MENYAPA_MAIN: path.join(root, 'src/main.ts') },
    ...{ WHATSAPP: 'public', PUPPETEER_EXECUTABLE_PATH: path.join(wrapper, 'browser'), LOG_LEVEL: 'fatal', ...env },
  });
  return { ...one, offered };
}

type Paint = Record<'ink' | 'paper', boolean>;

/** Bright or not, as a dark terminal shows it without any colour. */
const BARE: Paint = { ink: true, paper: false };
const COLOURS: Record<string, Partial<Paint>> = {
  ...{ 0: BARE, 30: { ink: false }, 37: { ink: true }, 40: { paper: false }, 47: { paper: true } },
};
/** Whether the upper and the lower half of a sign are painted with ink. */
const HALVES: Record<string, [boolean, boolean]> = {
  ' ': [false, false],
  '▀': [true, false],
  '▄': [false, true],
  '█': [true, true],
};

/** What a camera in front of the terminal sees: rows of bright and dark, two to a line. */
function seen(printed: string): boolean[][] {
  const rows: boolean[][] = [];
  let paint = BARE;
  for (const line of printed.split('\n')) {
    const [upper, lower]: [boolean[], boolean[]] = [[], []];
    for (const [sign, code] of line.matchAll(/\x1b\[(\d+)m|./gu)) {
      if (code !== undefined) paint = { ...paint, ...COLOURS[code] };
      else {
        const halves = HALVES[sign];
        assert.ok(halves, `“${sign}” is no part of a code`);
        for (const [half, row] of [upper, lower].entries()) row.push(halves[half] ? paint.ink : paint.paper);
      }
    }
    rows.push(upper, lower);
  }
  return rows;
}

/** Pixels to a square, and dark squares around, as the rest of the terminal is. */
const SIZE = 4;
const AROUND = 4;

function read(rows: boolean[][]): string | undefined {
  const width = (Math.max(...rows.map(({ length }) => length)) + 2 * AROUND) * SIZE;
  const height = (rows.length + 2 * AROUND) * SIZE;
  const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, n) => {
    const at = Math.floor(n / 4);
    const bright = rows[Math.floor(at / width / SIZE) - AROUND]?.[Math.floor((at % width) / SIZE) - AROUND];
    return n % 4 === 3 || bright ? 255 : 0;
  });
  return readQr(pixels, width, height)?.data;
}

test('the code to scan can be read from the terminal', async (t) => {
  const one = await started(t, {});
  const [printed] = await one.prints(/WhatsApp \(public\): scan this on the handset.*\n([^]*?\x1b\[0m)\n(?!.*[▀▄█])/);
  assert.ok(one.offered.length > 0);
  assert.equal(read(seen(printed!))?.split(',')[0], one.offered.at(-1));
});

test('the code to type stands there as it is typed', async (t) => {
  const one = await started(t, { WHATSAPP_PUBLIC_PAIR_WITH: '620000000021' });
  await one.prints(/^WhatsApp \(public\): type ABCD1234 on the handset/m);
});
