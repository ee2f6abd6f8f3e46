/** The office's handset with the number's SIM in it, and what can happen to either. */
import { Impossible } from '../people/actions.ts';
import type { Account } from './account.ts';
import type { Bridge } from './bridge.ts';
import type { PageServer } from './server.ts';

/** `wait`: codes are scanned by hand from now on; `ready`: by themselves, as they are shown. */
export const DEEDS = ['scan', 'wait', 'ready', 'unlink', 'ban', 'spare', 'offline'] as const;
export type Deed = (typeof DEEDS)[number];

export class Handset {
  /** Each code is scanned as it is shown. */
  scans = true;
  private readonly parts: { account: Account; page: PageServer; bridge: Bridge };

  constructor(parts: Handset['parts']) {
    this.parts = parts;
  }

  get standing(): { number: string; linked: boolean; banned: boolean; scans: boolean } {
    const { me, linked, banned } = this.parts.account;
    return { number: me.id.replace(/@.*/, ''), linked, banned, scans: this.scans };
  }

  /** A page that is gone by now shows another code. */
  shown(): void {
    if (this.scans) this.parts.page.link().catch(() => undefined);
  }

  async do(deed: Deed): Promise<void> {
    const { account, page, bridge } = this.parts;
    bridge.want();
    if (deed === 'scan') return this.scan();
    if (deed === 'wait' || deed === 'ready') return void (this.scans = deed === 'ready');
    if (deed === 'unlink') return this.unless(page.unlink());
    if (deed === 'offline') return this.unless(page.command('reconnect'));
    if (deed === 'ban') {
      account.banned = true;
      // The page may be closed before it can say that it heard.
      return void page.command('state', 'TOS_BLOCK').catch(() => undefined);
    }
    account.changeNumber();
  }

  /** Somebody who holds the handset writes to a person. */
  write(person: string, text: string): Promise<void> {
    return this.parts.bridge.handset(person, text);
  }

  /** A person rings it. */
  ring(person: string): Promise<void> {
    return this.unless(this.parts.bridge.call(person));
  }

  private scan(): Promise<void> {
    const { account, page } = this.parts;
    if (account.banned) throw new Impossible('WhatsApp refuses this number: put the spare SIM in.');
    if (page.linked) throw new Impossible('The number is linked already.');
    if (!page.open) throw new Impossible('No code is shown now.');
    return this.unless(page.link());
  }

  private unless(done: Promise<unknown>): Promise<void> {
    return done.then(
      () => undefined,
      () => Promise.reject(new Impossible('The page does not answer.')),
    );
  }
}
