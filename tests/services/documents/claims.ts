/** A process of its own that numbers letters and says each claim before it is used; the test kills it in between. */
import { createInterface } from 'node:readline';
import { connect } from '#models/database.ts';
import { letterNumberModel, useLetterNumber } from '#models/letter-number.ts';
import { numberLetter } from '#services/documents/letter-number.ts';
import { loadCouncil } from '#services/council.ts';

const connection = await connect(process.env['CLAIMS_URI'] ?? '');
const numbers = letterNumberModel(connection);
const council = loadCouncil('medan');
const at = new Date('2026-11-05T03:00:00Z');
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
for (const requestKey of process.argv.slice(2)) {
  await numberLetter(numbers, council, { name: 'balasan-kunjungan', requestKey, date: '2026-11-05', at });
  process.stdout.write(`${requestKey}\n`);
  await answers.next();
  await useLetterNumber(numbers, requestKey);
}
await connection.close();
process.exit(0);
