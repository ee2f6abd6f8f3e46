/** A changed flow keeps open conversations alive: by its keys, by migrate, at last by a polite restart. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Journal } from '#flows/engine/flow.ts';
import { tx } from '#flows/engine/message.ts';
import { drive, flow } from '#tests/support/engine.ts';
import type { Driver } from '#tests/support/engine.ts';
import { asking, confirmed, count, officer, pick, visit, words } from './flows.ts';

async function oldForm(): Promise<Driver> {
  const old = flow<{ room: string }>('form', async (t, { room }) => {
    await t.ask('nama', words('nama'));
    await t.ask('jumlah', count('jumlah', 50));
    t.say(tx('room', { room }));
    await t.ask('catatan', words('catatan'));
  });
  const chat = drive({ flows: [{ flow: old as never, args: (room) => ({ room }) }] });
  await chat.start('form', 'A');
  await chat.sends('Rina', '40');
  return chat;
}

const renamed = (migrate?: (journal: Journal, from: number) => Journal | null) =>
  flow<{ rooms: string[] }>(
    'form',
    async (t, { rooms }) => {
      await t.ask('name', words('name'));
      const many = await t.ask('people', count('people', 45));
      await t.ask('note', words('note'));
      t.say(tx('end', { many, rooms }));
    },
    { version: 2, ...(migrate && { migrate }) },
  ) as never;

test('migrate carries the journal over: other keys, other arguments, the conversation goes on', async () => {
  const chat = await oldForm();
  const seen: [Journal, number][] = [];
  chat.release(
    renamed((journal, from) => {
      seen.push([structuredClone(journal), from]);
      const { nama, jumlah } = journal.answers;
      return {
        ...journal,
        args: { rooms: [(journal.args as { room: string }).room] },
        answers: { ...(nama && { name: nama }), ...(jumlah && { people: jumlah }) },
      };
    }),
  );
  assert.equal((await chat.send('ulangi')).text, 'engine.whichWord {"said":"ulangi"}');
  await chat.press('word');
  assert.equal(chat.open, 'note');
  await chat.send('tidak ada');
  assert.equal(chat.last.text, 'end {"many":40,"rooms":["A"]}');
  assert.deepEqual([seen.length, seen[0]?.[1], Object.keys(seen[0]?.[0].answers ?? {})], [1, 1, ['nama', 'jumlah']]);
});

test('what migrate brings must hold under the new questions', async () => {
  const chat = await oldForm();
  chat.release(
    renamed((journal) => {
      const { jumlah } = journal.answers;
      if (jumlah) jumlah.raw = { kind: 'text', text: '47' };
      return { ...journal, args: { rooms: [] }, answers: { ...(jumlah && { people: jumlah }) } };
    }),
  );
  await chat.send('x');
  assert.equal(chat.open, 'name');
  await chat.send('Rina');
  assert.deepEqual([chat.open, chat.last.text], ['people', 'prompts.people.range {"min":1,"max":45}\n\nask-people']);
});

test('migrate that gives up may have spoilt its copy: a polite restart with the answers as they were', async () => {
  const chat = await oldForm();
  chat.release(
    flow('form', async (t) => void (await t.ask('jumlah', count('jumlah', 50)), await t.ask('z', words('z'))), {
      version: 2,
      migrate: (journal) => {
        delete journal.answers['jumlah'];
        return null;
      },
    }),
  );
  assert.equal((await chat.send('x')).text, 'engine.formChanged\n\nask-z');
  assert.deepEqual(chat.answers, { jumlah: 40 });
});

test('without migrate: one polite sentence, answers that still hold stay, the others are asked again', async () => {
  const chat = await oldForm();
  chat.release(
    flow(
      'form',
      async (t) => {
        await t.ask('nama', words('nama'));
        await t.ask('jumlah', count('jumlah', 30));
        await t.ask('catatan', words('catatan'));
      },
      { version: 2 },
    ),
  );
  assert.equal(
    (await chat.send('menyusul')).text,
    'engine.formChanged\n\nprompts.people.range {"min":1,"max":30}\n\nask-jumlah',
  );
  await chat.send('30');
  assert.equal(chat.chat.run, null);
});

for (const parked of [false, true])
  test(`an effect was pending under its old key${parked ? ', and parked' : ''}: done once`, async () => {
    const booking = flow('visit', async (t) => {
      const many = await t.ask('many', count('many'));
      await t.effect('book', 'x.book', { many });
      await t.ask('more', words('more'));
    });
    const chat = drive({ flows: [booking, officer] });
    await chat.start('visit');
    await chat.send('3');
    if (parked) await chat.send('petugas');
    const next = flow(
      'visit',
      async (t) => {
        await t.ask('count', count('count'));
        await t.effect('reserve', 'x.reserve', null);
        t.say(tx('reserved'));
        await t.ask('other', words('other'));
      },
      {
        version: 2,
        migrate: ({ args, answers, results }) => ({
          args,
          answers: { ...(answers['many'] && { count: answers['many'] }) },
          results: { ...('book' in results && { reserve: results['book'] }) },
        }),
      },
    );
    chat.release(next, officer);
    await chat.done('ok');
    assert.match(chat.last.text, /^reserved/);
    assert.deepEqual(chat.outstanding, []);
    if (parked) await chat.send('batal');
    assert.equal(chat.open, 'other');
  });

test('a done effect is not carried out again by a new version, nor is its confirmation asked again', async () => {
  const body = async (t: Parameters<typeof visit.run>[0]): Promise<void> => {
    const many = await t.ask('many', count('many'));
    await confirmed(t, { many });
    await t.ask('more', words('more'));
  };
  const chat = drive({ flows: [flow('visit', body)] });
  await chat.start('visit');
  await chat.send('3');
  await chat.press('yes');
  await chat.done({ number: 'K-1' });
  assert.equal(chat.open, 'more');
  chat.release(flow('visit', body, { version: 2 }));
  await chat.send('ulangi');
  await chat.press('word');
  assert.deepEqual([chat.open, chat.outstanding], ['more', []]);
});

test('a version that is older than the run’s (a release taken back) goes on too', async () => {
  const chat = drive({ flows: [flow('form', asking('a', 'b').run, { version: 2 })] });
  await chat.start('form');
  await chat.send('first');
  chat.release(asking('a', 'b'));
  await chat.send('second');
  assert.equal(chat.last.text, 'engine.formChanged\n\nend');
});

test('a flow that was taken out: one sentence, and the menu', async () => {
  const chat = await oldForm();
  chat.release(visit);
  assert.equal((await chat.send('catatan saya')).text, 'engine.formGone\n\nengine.menu');
  assert.equal(chat.chat.run, null);
});

test('a choice that was taken out is asked again', async () => {
  const chat = drive({
    flows: [flow('form', async (t) => void (await t.ask('p', pick('p', 'x', 'y')), await t.ask('q', count('q'))))],
  });
  await chat.start('form');
  await chat.press('x');
  chat.release(
    flow('form', async (t) => void (await t.ask('p', pick('p', 'y', 'z')), await t.ask('q', count('q'))), {
      version: 2,
    }),
  );
  await chat.send('3');
  assert.match(chat.last.text, /^engine.formChanged\n\nprompts.choice.expects\n\nask-p$/);
  await chat.press('z');
  assert.equal(chat.chat.run, null);
});
