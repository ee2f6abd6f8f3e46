/** `npm run invite -- --role staf --name "Sari" [--phone 0812…] [--days 3]`: a one-time code that binds one person. */
import { parseArgs } from 'node:util';
import { connect } from '#models/database.ts';
import { createModels } from '#models/models.ts';
import { ConfigError, readConfig } from '#config';
import { phone } from '#flows/prompts/phone.ts';
import { IdentityHash, inviteCode } from './identity.ts';
import { loadCouncil } from './council.ts';

const USAGE = 'Use: npm run invite -- --role staf --name "Sari" [--phone 0812-3456-7890] [--days 3]';
const DAY = 86_400_000;
/** English for the two roles that a newcomer tries first. */
const ALIASES: Record<string, string> = { staff: 'staf', member: 'anggota' };

class Wrong extends Error {}

function readOptions(roles: readonly string[]): { role: string; name: string; phone: string | null; days: number } {
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
  return {
    role,
    name: values.name?.trim() || `Petugas ${role}`,
    phone: values.phone === undefined ? null : readPhone(values.phone),
    days,
  };
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
  const council = loadCouncil(config.council, config.councilsDir);
  const {
    role,
    name,
    phone: number,
    days,
  } = readOptions(council.roles.map(({ code }) => code).filter((r) => r !== 'warga'));
  const hash = new IdentityHash(config.identityKey);
  const connection = await connect(config.mongodbUri);
  try {
    const code = inviteCode();
    await createModels(connection).Invite.create({
      _id: hash.code(code),
      name,
      roles: [role],
      phoneHash: number === null ? null : hash.phone(number),
      expiresAt: new Date(Date.now() + days * DAY),
    });
    console.log(`${name} (${role}): ${code.slice(0, 4)}-${code.slice(4)}`);
    console.log(`Valid once, for ${days} days. They send it to the members' bot and share their own contact.`);
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
