/** Everything in which the library falls silent: the number comes back by itself, and nothing that people wrote meanwhile is lost. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { createWhatsAppChannel } from '#bots/whatsapp/channel.ts';
import { Life } from '#bots/whatsapp/life.ts';
import { endingOf } from '#bots/whatsapp/state.ts';
import type { Arrival } from '#bots/channel.ts';
import { until } from '../support.ts';
import { never, words } from '../contract/bench.ts';
import { NUMBER, openHouse, type House } from './house.ts';

const LIMITS = { start: 20_000, sync: 1_500, code: 1_500, look: 150, silence: 400 };

let house: House;
let life: Life;
let channel: ReturnType<typeof createWhatsAppChannel>;
const arrivals: Arrival[] = [];

before(async () => {
  house = await openHouse({ limits: LIMITS });
  life = new Life(house.options);
  channel = createWhatsAppChannel(NUMBER, house.options, life);
  await channel.start(async (_, arrival) => {
    const fresh = !arrivals.some(({ id }) => id === arrival.id);
    if (fresh) arrivals.push(arrival);
    return { fresh };
  });
  await ready();
  house.people.phone('sari', NUMBER).start();
});
after(async () => {
  await channel.stop();
  await house.close();
});

const ready = (): Promise<void> => until(() => life.state === 'ready', 'ready');
const endings = (): unknown[] => house.said.flatMap(({ fields }) => ('why' in fields ? [fields['why']] : []));
const page = () => house.standIn.page;
/** Not awaited: the page may be closed before it can say that it heard. */
const line = (state: string): void =>
  void page()
    .command('state', state)
    .catch(() => undefined);

/** Breaks the session, has somebody write while it is broken, and expects one ending, the words once, and an answer. */
const breaks = (what: string, ending: string, how: () => unknown): void =>
  void test(what, async () => {
    const sari = house.people.phone('sari', NUMBER);
    const from = endings().length;
    const before = life.browserPid;
    await how();
    await until(() => life.browserPid !== before, 'the end of the session');
    sari.text(what);
    await until(() => life.state === 'ready' && life.browserPid !== before, 'a new session');
    await until(() => arrivals.some(({ content }) => content.kind === 'text' && content.text === what));
    assert.ok(endings().slice(from).includes(ending), `${endings().slice(from).join()} instead of ${ending}`);
    assert.equal(arrivals.filter(({ content }) => content.kind === 'text' && content.text === what).length, 1);
    const outcome = await channel.send(house.standIn.bridge.jid('sari'), words('Kami di sini'), never);
    assert.ok('sent' in outcome);
  });

breaks('the browser is killed', 'browser-gone', () => process.kill(life.browserPid!, 'SIGKILL'));
breaks('the page crashes', 'page-crashed', () => void life.client?.pupPage?.goto('chrome://crash').catch(() => {}));
breaks('the line is lost and nobody says so', 'silent', () => line('TIMEOUT'));
breaks('another device takes the session', 'conflict', () => line('CONFLICT'));
breaks('the page is too old for WhatsApp', 'disconnected', () => line('DEPRECATED_VERSION'));
test('who was ready for a moment only is not tried again ever faster', () => {
  assert.ok(life['faults'] >= 2, `${life['faults']} faults`);
});

breaks(
  'the handset throws the device out',
  'logged-out',
  () =>
    void page()
      .unlink()
      .catch(() => undefined),
);

test('a page that answers nothing is left, and nobody goes on looking at it', async () => {
  const session = life['session']!;
  const before = life.browserPid!;
  process.kill(before, 'SIGSTOP');
  await until(() => life.browserPid !== before && life.state === 'ready', 'a new session');
  assert.ok(endings().includes('unanswering'));
  await new Promise((resolve) => setTimeout(resolve, 2 * LIMITS.look));
  assert.equal(session['timers'].size, 0);
});

test('a device that was thrown out leaves no session behind, and the new one stays', async () => {
  const folder = path.join(path.dirname(house.options.profile), `session-${path.basename(house.options.profile)}`);
  assert.ok(existsSync(folder));
  assert.ok(house.states.includes('logged-out'));
  const codes = house.states.filter((state) => state === 'unlinked').length;
  life.renew('aged');
  await until(() => life.state !== 'ready');
  await ready();
  assert.equal(house.states.filter((state) => state === 'unlinked').length, codes, 'no new code was needed');
});

test('a number that another takes the place of is forgotten for good before anybody is told so; a stop in between says that it is not', async () => {
  const folder = path.join(path.dirname(house.options.profile), `session-${path.basename(house.options.profile)}`);
  const left = path.join(folder, 'left');
  writeFileSync(left, '');
  await life.replace();
  assert.ok(!existsSync(left));
  await ready();
  const other = await openHouse();
  const stopped = new Life(other.options);
  await assert.rejects(stopped.replace(), 'it has not begun');
  stopped.start();
  await until(() => stopped.state === 'ready', 'ready');
  const never = assert.rejects(stopped.replace());
  await stopped.stop();
  await never;
  await other.close();
});

test('reloads in the middle, also of one another, end neither the process nor a word; a send meanwhile ends honestly', async () => {
  const sari = house.people.phone('sari', NUMBER);
  const { length } = arrivals;
  const reload = (): void =>
    void page()
      .command('reload')
      .catch(() => undefined);
  reload();
  const outcome = channel.send(house.standIn.bridge.jid('sari'), words('Sedang dimuat ulang'), never);
  // The library injects itself again: a reload in the middle of that rejects in a listener of its own.
  for (let n = 0; n < 2; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    reload();
  }
  await until(() => life.state === 'degraded' || life.state === 'starting', 'the reload');
  sari.text('selama muat ulang');
  await ready();
  await until(() => arrivals.length === length + 1);
  const [ending = ''] = Object.keys(await outcome);
  assert.ok(['sent', 'ambiguous', 'retryAfter'].includes(ending), ending);
  const shown = sari.messages().filter(({ text }) => text === 'Sedang dimuat ulang').length;
  if (ending !== 'ambiguous') assert.equal(shown, Number(ending === 'sent'));
  assert.ok('sent' in (await channel.send(house.standIn.bridge.jid('sari'), words('ya'), never)));
});

test('a send that nobody answers is found among our own messages; one that never went is doubtful', async () => {
  const address = house.standIn.bridge.jid('sari');
  const hasty = createWhatsAppChannel(NUMBER, { ...house.options, sendTimeout: 300 }, life);
  await page().play({ sends: ['silent'] });
  assert.ok('sent' in (await hasty.send(address, words('Sampai juga'), never)));
  await page().play({ sends: ['hang'] });
  assert.deepEqual(await hasty.send(address, words('Hilang'), never), { ambiguous: 'no answer' });
  assert.ok('sent' in (await hasty.send(address, words('Lagi'), never)));
  await page().play({ sends: ['hang'] });
  const same = await hasty.send(address, words('Lagi'), never);
  assert.deepEqual(same, { ambiguous: 'no answer' }, 'the one before is no witness of this one');
});

test('a send whose browser is killed is looked for in the next one before it goes again', async () => {
  const sari = house.people.phone('sari', NUMBER);
  const address = house.standIn.bridge.jid('sari');
  await page().play({ sends: ['silent'] });
  const first = channel.send(address, words('Jam 11.00, ya?'), never);
  await until(() => sari.messages().some(({ text }) => text === 'Jam 11.00, ya?'), 'the message');
  // The next page is well.
  page().faults.sends = [];
  const before = life.browserPid;
  process.kill(before!, 'SIGKILL');
  assert.deepEqual(await first, { ambiguous: 'no answer' });
  await until(() => life.browserPid !== before && life.state === 'ready', 'a new session');
  assert.ok('sent' in (await channel.send(address, words('Jam 11.00, ya?'), never)));
  assert.ok('sent' in (await channel.send(address, words('Jam 11.00, ya?'), never)), 'said on purpose, it goes again');
  assert.equal(sari.messages().filter(({ text }) => text === 'Jam 11.00, ya?').length, 2);
});

test('a failing read mark stops no message', async () => {
  await page().play({ sendSeen: "Cannot read properties of undefined (reading 'markedUnread')" });
  assert.ok('sent' in (await channel.send(house.standIn.bridge.jid('sari'), words('tetap'), never)));
  await page().play({ sendSeen: null });
});

test('a link that never becomes ready is given up and tried again', async () => {
  const from = endings().length;
  await page().play({ neverSync: true });
  life.renew('aged');
  await until(() => endings().slice(from).includes('never-ready'), 'the end of waiting');
  page().faults.neverSync = false;
  await ready();
});

test('a link that was ready before the library listened is given up and tried again', async () => {
  const from = endings().length;
  page().faults.syncBeforeListener = true;
  life.renew('aged');
  await until(() => endings().slice(from).includes('never-ready'), 'the end of waiting');
  page().faults.syncBeforeListener = false;
  await ready();
});

test('while another holds the lease there is no browser; the session goes on when it comes back', async () => {
  house.lease.holds = false;
  await until(() => life.state === 'idle', 'idle');
  assert.equal(life.browserPid, undefined);
  assert.deepEqual(await channel.send(house.standIn.bridge.jid('sari'), words('?'), never), {
    retryAfter: 2000,
    scope: 'network',
  });
  house.lease.holds = true;
  // Lost again in the middle of a start: what the library then rejects is nobody's, and no browser is left.
  await until(() => life.browserPid !== undefined, 'a browser that starts');
  const starting = life.browserPid!;
  house.lease.holds = false;
  await until(() => life.state === 'idle', 'idle');
  assert.throws(() => process.kill(starting, 0), { code: 'ESRCH' });
  house.lease.holds = true;
  await ready();
});

test('a page that never comes leaves no browser; a code that nobody scans is followed by another', async () => {
  const other = await openHouse({ limits: { ...LIMITS, start: 2_000, code: 700 }, onLink: () => {} });
  other.standIn.page.faults.noDebug = true;
  const unlinked = new Life(other.options);
  const ended = (why: string): number =>
    other.said.filter(({ fields }) => 'why' in fields && fields['why'] === why).length;
  unlinked.start();
  await until(() => unlinked.browserPid !== undefined, 'a browser');
  const first = unlinked.browserPid!;
  await until(() => ended('no-start') > 0, 'the end of a start');
  assert.throws(() => process.kill(first, 0), { code: 'ESRCH' });
  other.standIn.page.faults.noDebug = false;
  await until(() => unlinked.state === 'unlinked', 'a code');
  // The library answers it with a fault of its own, and shows no further code.
  other.standIn.page.command('state', 'UNPAIRED_IDLE').catch(() => undefined);
  await until(() => ended('code-expired') >= 2, 'two codes');
  await unlinked.stop();
  await other.close();
});

test('a line that comes back without a word is ready again in the same browser; what is being sent ends before a planned end', async () => {
  const other = await openHouse({ limits: { look: 100 } });
  const own = new Life(other.options);
  const line = createWhatsAppChannel(NUMBER, other.options, own);
  await line.start(async () => ({ fresh: true }));
  await until(() => own.state === 'ready', 'ready');
  other.people.phone('sari', NUMBER).start();
  const before = own.browserPid!;
  await other.standIn.page.command('state', 'TIMEOUT');
  await until(() => own.state === 'degraded', 'a lost line');
  await other.standIn.page.command('state', 'CONNECTED');
  await until(() => own.state === 'ready', 'the line');
  assert.equal(own.browserPid, before);

  let slow = 0;
  other.standIn.page.on('told', (kind: string) => void (slow += Number(kind === 'slow')));
  const send = (text: string) => line.send(other.standIn.bridge.jid('sari'), words(text), never);
  const begun = async (text: string): Promise<Awaited<ReturnType<typeof send>>> => {
    await other.standIn.page.play({ sends: ['slow'] });
    return send(text);
  };
  const first = begun('sebelum mulai ulang');
  await until(() => slow === 1, 'a send');
  own['session']!['events'].aged();
  assert.deepEqual(await send('sesudahnya'), { retryAfter: 2000, scope: 'network' });
  assert.ok('sent' in (await first));
  await until(() => own.state === 'ready' && own.browserPid !== before, 'the next session');
  const last = begun('sebelum berhenti');
  await until(() => slow === 2, 'a send');
  await line.stop();
  assert.ok('sent' in (await last));
  await other.close();
});

test('who is asked to end while the browser is still looked for ends, and has closed the session’s folder to others', async () => {
  const other = await openHouse();
  chmodSync(path.dirname(other.options.profile), 0o755);
  const [asked, found] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const early = new Life({
    ...other.options,
    browser: async () => {
      asked.resolve();
      await found.promise;
      return other.options.browser();
    },
  });
  early.start();
  await asked.promise;
  assert.equal(statSync(path.dirname(other.options.profile)).mode & 0o077, 0);
  const stopped = early.stop();
  found.resolve();
  await stopped;
  assert.equal(early.browserPid, undefined);
  await other.close();
});

test('a browser that a killed process left behind is ended before another opens; one that somebody looks at by hand is not', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  const other = await openHouse();
  const folder = path.join(path.dirname(other.options.profile), 'session-number');
  const left = (owner: number) =>
    spawn(process.execPath, [
      ...['-e', 'console.log(1); setInterval(() => {}, 1000)', '--'],
      ...[`--user-data-dir=${folder}`, `--menyapa-owner=${owner}`],
    ]);
  const [orphan, owned] = [left(dead.pid!), left(process.ppid)];
  await Promise.all([orphan, owned].map((one) => once(one.stdout, 'data')));
  const next = new Life(other.options);
  next.start();
  await until(() => next.state === 'ready', 'ready');
  assert.deepEqual([orphan.signalCode, owned.signalCode], ['SIGKILL', null]);
  owned.kill('SIGKILL');
  await next.stop();
  await other.close();
});

test('a code to type that WhatsApp refuses ends neither the process nor the asking', async () => {
  const signs: object[] = [];
  const other = await openHouse({ pairWith: '628999', onLink: (sign) => signs.push(sign) });
  other.standIn.page.faults.pairing = 'rate-overlimit';
  const typed = new Life(other.options);
  typed.start();
  await until(() => other.said.some(({ fields }) => 'why' in fields && fields['why'] === 'no-code'), 'the refusal');
  other.standIn.page.faults.pairing = null;
  await until(() => signs.length > 0, 'a code');
  assert.deepEqual(signs[0], { code: 'ABCD1234' });
  await typed.stop();
  await other.close();
});

test('what the library calls an end', () => {
  const all = ['CONFLICT', 'UNPAIRED', 'LOGOUT', 'TOS_BLOCK', 'PROXYBLOCK', 'DEPRECATED_VERSION', 'next year'];
  assert.deepEqual(all.map(endingOf), [
    ...['conflict', 'logged-out', 'logged-out', 'banned', 'disconnected', 'disconnected', 'disconnected'],
  ]);
});

test('a banned number is not tried again', async () => {
  // On a busy machine the page may just be opened anew, and nobody hears of the first ban.
  const banned = (): boolean => life.state === 'banned' && life.browserPid === undefined;
  for (let tries = 0; tries < 50 && !banned(); tries += 1) {
    if (life.state === 'ready') line('TOS_BLOCK');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(life.state, 'banned');
  const outcome = await channel.send(house.standIn.bridge.jid('sari'), words('?'), never);
  assert.deepEqual(outcome, { retryAfter: 60_000, scope: 'network' }, 'it may be days');
});
