/** Every flow there is: which innovation it belongs to, who may start it, where it stands in the menu. */
import type { Entry } from './engine/env.ts';
import type { Role, Side } from './engine/chat.ts';
import { tx } from './engine/message.ts';
import type { TextRef } from './engine/message.ts';
import { answerPerson, askPerson } from './desk/desk.flow.ts';
import { DESK_ROLES } from './desk/roles.ts';
import { bind } from './identity/bind.flow.ts';
import { decideVisit, waitingVisits } from './sikulin/decide.flow.ts';
import { readDecisionArg } from './sikulin/rules.ts';
import { VISIT_ROLES } from './sikulin/roles.ts';
import { sikulin } from './sikulin/sikulin.flow.ts';

export interface Registered extends Entry {
  /** Code of the innovation in the council's data, which also has the words that start it; null for the house's own. */
  innovation: string | null;
  /** Further words that start it, lower case, any language. */
  words?: readonly string[];
  /** Place in the menu of each side, from 1; absent: it is started by a button, link or word only. */
  menu?: Partial<Record<Side, { order: number; label: TextRef }>>;
}

const ANYBODY: readonly Role[] = ['warga'];

export const REGISTRY: readonly Registered[] = [
  {
    flow: sikulin,
    innovation: 'sikulin',
    title: tx('sikulin.title'),
    who: ANYBODY,
    sides: ['public'],
    words: ['kunker', 'kunjungan kerja', 'visit', 'book a visit', 'booking', 'berkunjung'],
    menu: { public: { order: 4, label: tx('sikulin.title') } },
  },
  {
    flow: waitingVisits,
    innovation: 'sikulin',
    title: tx('sikulin.waitingTitle'),
    who: VISIT_ROLES,
    sides: ['members'],
    words: ['tamu', 'kunjungan', 'visits'],
    menu: { members: { order: 4, label: tx('sikulin.waitingTitle') } },
  },
  {
    flow: decideVisit,
    innovation: 'sikulin',
    title: tx('sikulin.decideTitle'),
    who: VISIT_ROLES,
    sides: ['members'],
    args: readDecisionArg,
  },
  {
    flow: bind,
    innovation: null,
    title: tx('identity.title'),
    who: ANYBODY,
    sides: ['members'],
    args: (code) => ({ code }),
  },
  {
    flow: askPerson,
    innovation: null,
    title: tx('desk.title'),
    who: ANYBODY,
    sides: ['public'],
    menu: { public: { order: 7, label: tx('desk.title') } },
  },
  {
    flow: answerPerson,
    innovation: null,
    title: tx('desk.answerTitle'),
    who: DESK_ROLES,
    sides: ['members'],
    args: (number) => ({ number }),
  },
];

/** Codes of the innovations that have a flow. */
export const builtInnovations: readonly string[] = [
  ...new Set(REGISTRY.flatMap((entry) => (entry.innovation === null ? [] : [entry.innovation]))),
];
