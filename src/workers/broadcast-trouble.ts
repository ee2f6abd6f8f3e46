/**
 * An announcement that fails, whatever is wrong with it: tried again ever more seldom, while all others go out. Once it is no mere
 * moment, its author hears of it, or the desk where they have left; and again when it goes on.
 */
import type { Broadcast, Trouble } from '#models/broadcast.ts';
import { tx } from '#flows/engine/message.ts';
import { DESK_ROLES } from '#flows/desk/roles.ts';
import type { Services } from '#services/commands.ts';
import type { Notice } from '#services/notices.ts';

export interface TroubleParts {
  services: Pick<Services, 'models' | 'clock' | 'notices'>;
  /** ms behind the first failure. */
  firstWaitMs?: number;
}

const FIRST = 2000;
const LONGEST = 300_000;
/** Failures in a row that are more than a database on its way from one server to another: some 14 s. */
const TOLD = 4;

export const waitBehind = (tries: number, first = FIRST): number => Math.min(first * 2 ** (tries - 1), LONGEST);

export const isWaiting = ({ trouble }: Pick<Broadcast, 'trouble'>): boolean => (trouble?.again ?? 0) > Date.now();

export class BroadcastTrouble {
  private readonly parts: TroubleParts;

  constructor(parts: TroubleParts) {
    this.parts = parts;
  }

  /** It failed once more. Returns ms to the next try. */
  async note(_id: string): Promise<number> {
    const { services, firstWaitMs } = this.parts;
    const { Broadcast } = services.models;
    const fresh = await Broadcast.findOne({ _id }).lean<Broadcast>();
    if (!fresh) return 0;
    const before = fresh.trouble;
    const tries = (before?.tries ?? 0) + 1;
    const wait = waitBehind(tries, firstWaitMs);
    const since = before?.since ?? new Date(services.clock.now());
    // The wait before the word: whoever cannot be told would otherwise be tried again at once.
    const trouble: Trouble = { since, tries, again: Date.now() + wait, told: before?.told ?? false };
    await Broadcast.updateOne({ _id }, { $set: { trouble } });
    // Somebody stopped it: they want nothing more of it.
    if (tries < TOLD || trouble.told || fresh.status === 'dihentikan') return wait;
    const button = { label: tx('siaran.lookAndSteer'), flow: 'siaran-daftar', arg: _id };
    const text = tx('siaran.troubled', { number: _id });
    await this.tell(fresh, { key: keyOf(fresh, 'tersendat', since), text, buttons: [button] });
    await Broadcast.updateOne({ _id, 'trouble.since': since }, { $set: { 'trouble.told': true } });
    return wait;
  }

  /** It goes on. */
  async clear(broadcast: Broadcast): Promise<void> {
    const { _id, trouble } = broadcast;
    if (!trouble) return;
    if (trouble.told)
      await this.tell(broadcast, {
        key: keyOf(broadcast, 'lancar', trouble.since),
        text: tx('siaran.untroubled', { number: _id }),
      });
    await this.parts.services.models.Broadcast.updateOne({ _id }, { $set: { trouble: null } });
  }

  private async tell({ author }: Broadcast, notice: Notice): Promise<void> {
    const { notices } = this.parts.services;
    if (!(await notices.toPerson(author.person, notice))) await notices.toRoles(DESK_ROLES, notice);
  }
}

/** One for each time that it fails. */
const keyOf = ({ _id }: Broadcast, what: string, since: Date): string => `${_id}/${what}/${since.getTime()}`;
