/** `npm run invite -- --role staf --name "Sari" [--phone 0812…] [--days 3]`: a one-time code that binds one person. */
import { parseArgs } from 'node:util';
import { ClockStore } from '#models/clock.store.ts';
import { connect, database } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { ConfigError, readConfig } from '#config';
import { phone } from '#flows/prompts/phone.ts';
import { loadCouncil } from './council.ts';
import { IdentityHash } from './identity.ts';
import { createInvitation, invitableRoles } from './invitation.ts';
import type { Invitation } from './invitation.ts';

const USAGE = 'Use: npm run invite -- --role staf --name "Sari" [--phone 0812-3456-7890] [--days 3]';
/** English for the two roles that a newcomer tries first. */
const ALIASES: Record<string, string> = { staff: 'staf', member: 'anggota' };

class Wrong extends Error {}

function readOptions(roles: readonly string[]): Required<Omit<Invitation, 'phone'>> & Pick<Invitation, 'phone'> {
  const { values } = parseArgs({
    options: {
      role: { type: 'string' },
      name: { type: 'string' },
      phone: { type: 'string' },
      days: { type: 'string', default: '3' },
    },
  });
  const role = ALIASES[values.role ?? ''] ?? values.role ?? '';
  if (!roles.includes(role)) throw new Wrong(`--role must be one of ${roles.join(', ')}. ${USAGE}`);
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 30) throw new Wrong('--days must be a whole number from 1 to 30.');
  const name = (values.name ?? `Petugas ${role}`).trim();
  if (!name)
    throw new Wrong('--name is empty: give the name that colleagues and guests will read, or leave --name out.');
  return { role, name, days, ...(values.phone !== undefined && { phone: readPhone(values.phone) }) };
}

function readPhone(said: string): string {
  const parsed = phone({ text: { key: '' } }).parse(
    { kind: 'text', text: said },
    { locale: 'id', today: '', zone: '' },
  );
  if ('ok' in parsed) return parsed.ok;
  throw new Wrong('--phone must be a mobile number, like 0812-3456-7890.');
}

async function invite(): Promise<void> {
  const config = readConfig(process.env);
  const wanted = readOptions(invitableRoles(loadCouncil(config.council, config.councilsDir)));
  const connection = await connect(config.mongodbUri);
  try {
    const code = await createInvitation(
      {
        models: createModels(connection),
        hash: new IdentityHash(config.identityKey),
        // Made by machine time it would have run out at once where business time was moved ahead.
        now: Date.now() + (await new ClockStore(database(connection)).offset()),
      },
      wanted,
    );
    console.log(`${wanted.name} (${wanted.role}): ${code.slice(0, 4)}-${code.slice(4)}`);
    console.log(`Valid once, for ${wanted.days} days. They send it to the members' bot and share their own contact.`);
  } finally {
    await connection.close();
  }
}

invite().catch((error: unknown) => {
  if (error instanceof Wrong || error instanceof ConfigError) console.error(error.message);
  else if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) console.error(USAGE);
  else console.error(`The invitation was not made: ${(error as Error).message}`);
  process.exitCode = 1;
});
