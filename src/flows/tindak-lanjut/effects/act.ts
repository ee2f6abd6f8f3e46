/** What officers do with a report. Authority is looked at now, not when a card was drawn. */
import type { Aduan } from '#models/aduan.ts';
import type { EffectResult } from '#flows/engine/item.ts';
import type { TextRef } from '#flows/engine/message.ts';
import { done } from '#services/commands.ts';
import type { Command, Services } from '#services/commands.ts';
import { mayHandle } from '../about.ts';
import { actedText } from '../acted.ts';
import { correct } from '../correcting.ts';
import { isProof } from '../proof.ts';
import type { ActOn, Acted, Fixed } from '../rules.ts';
import { extendedDay } from '../schedule.ts';
import { lacking } from '../states.ts';
import type { State } from '../states.ts';
import { changeReport } from './change.ts';
import { tellCorrected } from './corrected.ts';
import { keepFiles } from './keep.ts';
import { tellWhatWasDone } from './outcome.ts';
import { showFiles } from './show-files.ts';

export const act: Command<ActOn> = async ({ requestKey, args, who, chat }, services) => {
  const { number, action, seen, note, basis = '' } = args;
  const before = await services.models.Aduan.findOne({ _id: number }).lean<Aduan>();
  if (!before) return told({ outcome: 'unknown' }, number);
  if (!mayHandle(before, who)) return told({ outcome: 'forbidden' }, number);
  const lacks = lackingOf(before, args, requestKey);
  if (lacks) return told({ outcome: 'lacking', what: lacks }, number);
  const changes = await changesBy(services, before, args, { by: who._id, chat, requestKey });
  if ('why' in changes) return { refused: { key: 'bukti', why: changes.why } };
  if ('lacks' in changes) return told({ outcome: 'lacking', what: changes.lacks }, number);
  if (!(await mayFollow(services, before, args))) return told({ outcome: 'lacking', what: 'induk' }, number);
  // Whoever sorts a report has not taken it on.
  const takes = action === 'triase' || (action !== 'koreksi' && !(await isWithUs(services, before.handler)));
  const { set, fixed } = changes;
  const changed = await changeReport(services, {
    ...{ number, action, actor: 'petugas', requestKey, seen, set: { ...set, ...(takes && { handler: who._id }) } },
    event: { by: who._id, ...(note && { note: basis ? `${note} (${basis})` : note }), ...(fixed && { fixed }) },
  });
  if (!changed) return told({ outcome: 'unknown' }, number);
  if ('state' in changed) return told({ outcome: 'changed', state: changed.state }, number);
  // Until here they were nobody's: a press that is refused leaves none behind.
  const brought = (args.shown ?? []).map(({ file }) => file);
  if (changed.report.proof && brought.length) await services.files.give(brought, before.requestKey);
  await tellWhatWasDone(services, changed.report, args, requestKey);
  if (action === 'koreksi') await tellCorrected(services, changed.report, requestKey);
  if (action === 'triase') await showFiles(services, changed.report, { chat, key: requestKey, all: true });
  const { state, answerBy } = changed.report;
  return told({ outcome: 'done', state: state as State, answerBy }, number);
};

/** Also to whoever waits no longer: their form is over, or the page that they pressed at. */
const told = (acted: Acted, number: string): EffectResult => ({ ...done(acted), notice: actedText(acted, number) });

/** Else whoever acts next handles it: somebody must hear what its reporter says. */
const isWithUs = async ({ models }: Services, handler: string | null): Promise<boolean> =>
  handler !== null && (await models.Person.exists({ _id: handler, active: true })) !== null;

/** Carried out again, it has changed what it would now miss. */
const isAgain = ({ history }: Aduan, key: string): boolean => history.some(({ requestKey }) => requestKey === key);

function lackingOf(
  before: Aduan,
  { action, note, outcome = 'dijelaskan', basis = '', proof, shown = [] }: ActOn,
  requestKey: string,
): string | null {
  if (isAgain(before, requestKey)) return null;
  if (action === 'perpanjang' && (before.kind !== 'informasi' || before.extended)) return 'perpanjangan';
  if (action !== 'tutup') return null;
  const proves = shown.length > 0 || (proof !== undefined && isProof(proof));
  return lacking(outcome, { answer: note, proof: proves, confirmed: false, basis });
}

interface Changes {
  set: Partial<Aduan>;
  /** Of a correction. */
  fixed?: Fixed[];
}

async function changesBy(
  services: Services,
  before: Aduan,
  args: ActOn,
  press: { by: string; chat: string; requestKey: string },
): Promise<Changes | { why: TextRef } | { lacks: string }> {
  if (isAgain(before, press.requestKey)) return { set: {} };
  if (args.action === 'koreksi') return correct(services, before, args.fix ?? {}, args.note);
  const set = await changeBy(services, before, args, press);
  return 'why' in set ? set : { set };
}

async function changeBy(
  services: Services,
  before: Aduan,
  { action, note, office, outcome = 'dijelaskan', proof, shown = [], into }: ActOn,
  { by, chat }: { by: string; chat: string },
): Promise<Partial<Aduan> | { why: TextRef }> {
  switch (action) {
    case 'teruskan':
      return { office: office ?? null };
    case 'nomor-luar':
      return { externalNumber: note };
    case 'gabung':
      return { mergedInto: into ?? null };
    case 'pisah':
      return { mergedInto: null };
    case 'perpanjang':
      return {
        extended: true,
        answerBy: extendedDay(services.council, before.answerBy),
        answerFrom: { at: before.answerFrom?.at ?? before.receivedAt, what: 'perpanjang' },
      };
    case 'jawab':
      return { answer: note };
    case 'tutup': {
      if (outcome !== 'beres') return { answer: note, outcome };
      const owner = before.requestKey;
      const fetched = await keepFiles(services, { owner, sent: proof?.files ?? [], chat, key: 'bukti' });
      if (!Array.isArray(fetched)) return fetched;
      const at = new Date(services.clock.now());
      return { answer: note, outcome, proof: { note: proof?.text ?? '', files: [...fetched, ...shown], by, at } };
    }
    default:
      return {};
  }
}

/** Into an older one of the same desk that is not over and follows none itself: so no two ever follow each other. */
async function mayFollow({ models }: Services, before: Aduan, { action, into }: ActOn): Promise<boolean> {
  if (action !== 'gabung') return true;
  const target = into ? await models.Aduan.findOne({ _id: into }).lean<Aduan>() : null;
  return (
    target !== null &&
    target.mergedInto === null &&
    target.state !== 'selesai' &&
    target.desk === before.desk &&
    Number(target._id.slice(2)) < Number(before._id.slice(2))
  );
}
