/** Making a one-time invitation: who may be invited, as what, and for how long. The code itself is never stored. */
import type { Models } from '#models/models.ts';
import type { Council } from './council.ts';
import { inviteCode } from './identity.ts';
import type { IdentityHash } from './identity.ts';

const DAY = 86_400_000;
/** Days after which nobody asks any more for one that ran out. */
const KEPT = 30;

export interface Invitation {
  name: string;
  role: string;
  /** E.164; only the owner of this number can use it then. */
  phone?: string;
  days?: number;
}

/** What somebody can be invited as; a citizen needs no invitation. */
export const invitableRoles = ({ roles }: Council): string[] =>
  roles.map(({ code }) => code).filter((code) => code !== 'warga');

/** Resolves to the code. `now`: business time, which the code runs out by, ms. */
export async function createInvitation(
  { models, hash, now }: { models: Pick<Models, 'Invite'>; hash: IdentityHash; now: number },
  { name, role, phone, days = 1 }: Invitation,
): Promise<string> {
  const code = inviteCode();
  await models.Invite.create({
    _id: hash.code(code),
    name,
    roles: [role],
    phoneHash: phone === undefined ? null : hash.phone(phone),
    expiresAt: new Date(now + days * DAY),
    eraseAt: new Date(Date.now() + (days + KEPT) * DAY),
  });
  return code;
}
