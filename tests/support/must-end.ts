/**
 * Loaded before each test file. A test whose time is up is told so, but what it left open (a query that a hanging database never
 * answers, a hook that waits for it) keeps its process alive, and with it the whole run. Here it ends, and says what was open.
 */
import path from 'node:path';

/** ms: the time of the longest test that is allowed, and some for its end. */
const LIMIT = 660_000;

const late = setTimeout(
  () => {
    const file = path.relative(process.cwd(), process.argv[1] ?? '');
    const open = process.getActiveResourcesInfo().filter((name) => name !== 'TTYWrap' && name !== 'PipeWrap');
    process.stderr.write(`${file} does not end, and is ended. Open: ${[...new Set(open)].join(', ') || 'nothing'}\n`);
    process.exit(1);
  },
  Number(process.env['TEST_FILE_LIMIT_MS'] ?? LIMIT),
);
late.unref();
