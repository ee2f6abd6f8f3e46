/** A group at Telegram in which the office talks with people, a topic a conversation. */
import type { Connection, Model } from 'mongoose';
import { documentSchema } from './schema.ts';

/** Why nothing is sent there: somebody unbound it, or what the platform said. */
export type Trouble = 'lepas' | 'rights' | 'forum' | 'gone';

export interface Grup {
  /** `G1001`: the platform may give the group another id, ours stays. */
  _id: string;
  schemaVersion: number;
  /** Platform's id. */
  group: string;
  /** Unit codes; empty: all of them. */
  teams: string[];
  /** Person id of who bound it, and when, business time. */
  by: string;
  at: Date;
  trouble: Trouble | null;
  /** Business time when it began. */
  since: Date | null;
  /** Its open conversations were not taken elsewhere yet since the trouble began. */
  untold: boolean;
}

export function grupModel(connection: Connection): Model<Grup> {
  const schema = documentSchema('grup', {
    _id: String,
    group: { type: String, required: true },
    teams: [String],
    by: { type: String, required: true },
    at: { type: Date, required: true },
    trouble: { type: String, default: null },
    since: { type: Date, default: null },
    untold: { type: Boolean, default: false },
  });
  // A group is bound once, whoever binds it at the same moment; and where does this update belong?
  schema.index({ group: 1 }, { unique: true });
  return connection.model<Grup>('Grup', schema);
}
