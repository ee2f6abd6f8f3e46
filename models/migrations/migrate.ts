/**
 * Brings the database to the release, at start, by whichever process has the lease; the others wait. Each step is
 * idempotent: it may die half-way and runs again. Code reads documents one release back.
 */
import type { mongo } from 'mongoose';
import type { Leases } from '../lease.ts';
import type { Models } from '../models.ts';
import { indexes } from './001-indexes.ts';
import { visits } from './002-visits.ts';
import { fileStore } from './003-file-store.ts';
import { shelves } from './004-shelves.ts';
import { invitesKept } from './005-invites-kept.ts';
import { keptUntil } from './006-kept-until.ts';
import { stuck } from './007-stuck.ts';
import { broadcasts } from './008-broadcasts.ts';
import { whatsapp } from './009-whatsapp.ts';
import { aduan } from './010-aduan.ts';
import { deadlines } from './011-deadlines.ts';
import { pages } from './012-pages.ts';
import { fileFetches } from './013-file-fetches.ts';
import { aduanDesks } from './014-aduan-desks.ts';
import { obrolan } from './015-obrolan.ts';
import { grup } from './016-grup.ts';
import { deskPasses } from './019-desk-passes.ts';
import { whatsAppCards } from './020-whatsapp-cards.ts';
import { whatsAppMerges } from './020-whatsapp-merges.ts';
import { oldRowIndex } from './021-old-row-index.ts';
import { telephones } from './022-telephones.ts';
import { ownLists } from './023-own-lists.ts';
import { growingLists } from './024-growing-lists.ts';
import { touched } from './025-touched.ts';
import { served } from './026-served.ts';
import { hpBersama } from './027-hp-bersama.ts';
import { whatsAppSends } from './028-whatsapp-sends.ts';
import { byHand } from './029-by-hand.ts';
import { partial } from './030-partial.ts';
import { lateRows } from './031-late-rows.ts';
import { openReports } from './032-open-reports.ts';

export interface Migration {
  name: string;
  run(db: mongo.Db, models: Models): Promise<void>;
}

const MIGRATIONS: readonly Migration[] = [
  indexes,
  visits,
  fileStore,
  shelves,
  invitesKept,
  keptUntil,
  stuck,
  broadcasts,
  whatsapp,
  aduan,
  pages,
  fileFetches,
  aduanDesks,
  obrolan,
  grup,
  deadlines,
  deskPasses,
  whatsAppMerges,
  whatsAppCards,
  oldRowIndex,
  telephones,
  ownLists,
  growingLists,
  touched,
  served,
  hpBersama,
  whatsAppSends,
  byHand,
  partial,
  lateRows,
  openReports,
];

const doneSteps = (db: mongo.Db) => db.collection<{ _id: string; at: Date }>('migrations');

/** Steps of this release that the database has not had yet. */
export async function pendingMigrations(db: mongo.Db): Promise<Migration[]> {
  const names = new Set((await doneSteps(db).find().toArray()).map((m) => m._id));
  return MIGRATIONS.filter((m) => !names.has(m.name));
}

/** Returns the names of the steps that this process ran. Gives up after `ms` of waiting for another. */
export async function migrate(
  db: mongo.Db,
  models: Models,
  leases: Leases,
  self: string,
  ms = 60_000,
): Promise<string[]> {
  const done = doneSteps(db);
  const deadline = Date.now() + ms;
  const ran: string[] = [];
  while ((await pendingMigrations(db)).length) {
    if (Date.now() > deadline) throw new Error('another process has been migrating the database for too long');
    if ((await leases.take('migrations', self, 30_000)) === null) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    for (const migration of await pendingMigrations(db)) {
      await migration.run(db, models);
      await done.updateOne({ _id: migration.name }, { $set: { at: new Date() } }, { upsert: true });
      ran.push(migration.name);
    }
    await leases.free('migrations', self);
  }
  return ran;
}
