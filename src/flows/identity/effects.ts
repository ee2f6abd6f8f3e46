/** Binding a chat to a person. The invitation is used by a compare-and-set, so a code works once. */
import { isDuplicate } from '#models/database.ts';
import type { Invite } from '#models/invite.ts';
import type { Person } from '#models/person.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import { normaliseCode } from '#flows/prompts/code.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { addressOf, channelOf } from '#services/outbox.ts';

interface BindArgs {
  code: string;
  phone: string;
}

const bind: Command<BindArgs> = async ({ requestKey, args, chat, who }, services) => {
  if (who && who.requestKey !== requestKey) return done({ name: null, why: 'identity.boundAlready' });
  const invite = await take(services, args, requestKey);
  if (!invite) return done({ name: null, why: 'identity.badCode' });
  const phoneHash = services.hash.phone(args.phone);
  if (invite.phoneHash && invite.phoneHash !== phoneHash) {
    await services.models.Invite.updateOne({ _id: invite._id, usedBy: requestKey }, { $set: { usedBy: null } });
    return done({ name: null, why: 'identity.otherPhone' });
  }
  return bindTo(services, invite, requestKey, chat, phoneHash);
};

/** The invitation, if it is unused and in time, or was used by this very request. */
function take({ models, hash, clock }: Services, { code }: BindArgs, requestKey: string): Promise<Invite | null> {
  return models.Invite.findOneAndUpdate(
    {
      _id: hash.code(normaliseCode(code)),
      $or: [{ usedBy: null, expiresAt: { $gt: new Date(clock.now()) } }, { usedBy: requestKey }],
    },
    { $set: { usedBy: requestKey } },
    { returnDocument: 'after' },
  ).lean<Invite>();
}

async function bindTo(
  services: Services,
  invite: Invite,
  requestKey: string,
  chat: string,
  phoneHash: string,
): Promise<EffectResult> {
  const { Person } = services.models;
  const person: Omit<Person, 'schemaVersion'> = {
    _id: `p:${invite._id.slice(0, 16)}`,
    name: invite.name,
    roles: invite.roles,
    identities: [{ channel: channelOf(chat), address: addressOf(chat) }],
    phoneHash,
    requestKey,
    active: true,
    leftAt: null,
    demo: false,
  };
  await Person.create(person).catch((error: unknown) => {
    if (!isDuplicate(error)) throw error;
  });
  // Somebody of this chat who had left and comes back.
  const { name, roles } = invite;
  await Person.updateOne(
    { identities: { $elemMatch: { channel: channelOf(chat), address: addressOf(chat) } }, active: false },
    { $set: { name, roles, phoneHash, requestKey, active: true, leftAt: null } },
  );
  // The duplicate may be this binding, carried out before, or another person in this chat.
  if (!(await Person.exists({ requestKey }))) return done({ name: null, why: 'identity.boundAlready' });
  return { done: { name: invite.name }, chat: { roles: invite.roles } };
}

export const identityCommands = { 'identity.bind': bind as Command };

const invited = async ({ code }: { code: string }, { models, hash, clock }: Services): Promise<boolean> =>
  Boolean(
    await models.Invite.exists({
      _id: hash.code(normaliseCode(code)),
      usedBy: null,
      expiresAt: { $gt: new Date(clock.now()) },
    }),
  );

export const identityQueries = { 'identity.invited': invited };
