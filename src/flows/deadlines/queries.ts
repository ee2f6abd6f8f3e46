/** How deadlines were counted: for the office by role, for anybody else only what their own chat sent. */
import { asking } from '#services/authority.ts';
import { allowed } from '#services/commands.ts';
import type { Services } from '#services/commands.ts';
import { explain } from '#services/deadlines/explain.ts';
import type { AnyHolder, DatedDocument } from '#services/deadlines/holder.ts';
import { HOLDERS } from './holders.ts';
import type { Explained } from './rules.ts';

/** Numbers that a list of choices can show. */
const LIST = 8;

async function explained({ number }: { number: string }, services: Services, chat: string): Promise<Explained> {
  const holder = HOLDERS.find(({ prefix }) => number.startsWith(prefix));
  const document = await holder?.model(services.models).findOne({ _id: number }).lean<DatedDocument>();
  if (!holder || !document || !(await mayAsk(services, holder, document, chat))) return null;
  return holder.running(services.council, document).map((one) => explain(services.council, one));
}

async function mayAsk(services: Services, holder: AnyHolder, document: DatedDocument, chat: string): Promise<boolean> {
  if ((await holder.person(services, document)) === chat) return true;
  return allowed(await asking(services, chat), holder.mayAsk(document));
}

async function mine(_args: unknown, services: Services, chat: string): Promise<string[]> {
  const found = await Promise.all(HOLDERS.map((holder) => holder.own(services, chat)));
  const running = found.flatMap((documents, at) =>
    documents.filter((one) => (HOLDERS[at]?.running(services.council, one).length ?? 0) > 0),
  );
  return running.map(({ _id }) => _id).slice(0, LIST);
}

export const deadlineQueries = { 'deadlines.explain': explained, 'deadlines.mine': mine };
