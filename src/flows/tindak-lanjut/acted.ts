/** What an officer is answered to an action, in chat and on the desk page alike. */
import { tx } from '../engine/message.ts';
import type { TextRef } from '../engine/message.ts';
import { stateOf } from './rules.ts';
import type { Acted } from './rules.ts';

export function actedText(acted: Acted, number: string): TextRef {
  switch (acted.outcome) {
    case 'done':
      return tx('tindak-lanjut.acted', { number, state: stateOf(acted.state) });
    case 'changed':
      return tx('tindak-lanjut.changed', { number, state: stateOf(acted.state) });
    case 'lacking':
      return tx(`tindak-lanjut.lacking-${acted.what}`, { number });
    case 'forbidden':
      return tx('engine.notForYou');
    case 'unknown':
      return tx('tindak-lanjut.unknown', { number });
  }
}
