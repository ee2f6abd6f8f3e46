/**
 * What may happen to a report, and who may do it: the one table that handlers, buttons and tests read. A state answers the
 * reporter's question "sampai mana?"; nothing here knows texts or the database.
 */

export const STATES = [
  /** It is here; nobody has looked at it yet. */
  'diterima',
  /** The reporter was asked for what is missing. */
  'ditanyakan',
  /** A unit of the secretariat works on it. */
  'ditangani',
  /** At an office of the city, whose answer is followed. */
  'diteruskan',
  /** Answered; the reporter may say whether it is really solved. */
  'dijawab',
  'selesai',
  /** The same matter as another report, which it follows. */
  'digabung',
] as const;
export type State = (typeof STATES)[number];

/** Somebody of the office has something to do. */
export const OPEN: readonly State[] = ['diterima', 'ditanyakan', 'ditangani', 'diteruskan'];

export const ACTORS = ['pelapor', 'petugas', 'atasan', 'waktu'] as const;
/** Who acts: the reporter, an officer of the unit that has it, the level above, or the clock. */
export type Actor = (typeof ACTORS)[number];

export const ACTIONS = [
  'triase',
  'koreksi',
  'tanya',
  'lengkapi',
  'teruskan',
  'terima-jawaban',
  'jawab',
  'tutup',
  'benar-beres',
  'belum-beres',
  'gabung',
  'nomor-luar',
  'perpanjang',
  'keberatan',
  'tanya-lagi',
  'pisah',
  'batal-teruskan',
  'diam',
  'tarik',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Step {
  to: State;
  who: readonly Actor[];
}

const office: readonly Actor[] = ['petugas', 'atasan'];
const step = (to: State, ...who: Actor[]): Step => ({ to, who });
const byOffice = (to: State): Step => ({ to, who: office });

/**
 * `tarik`: the reporter takes it back. `diam`: the time in which the reporter could have said something is over. `lengkapi`:
 * the reporter adds something. `koreksi`: kind, topic, unit or priority are set right. `pisah`: it was merged wrongly, or what it
 * followed is no longer worked on. `perpanjang`, `keberatan`: of requests for information only. `tanya-lagi`: is it really solved?
 */
export const STEPS: Readonly<Record<State, Partial<Record<Action, Step>>>> = {
  diterima: {
    triase: byOffice('ditangani'),
    koreksi: byOffice('diterima'),
    tanya: byOffice('ditanyakan'),
    lengkapi: step('diterima', 'pelapor'),
    teruskan: byOffice('diteruskan'),
    jawab: byOffice('dijawab'),
    tutup: byOffice('selesai'),
    gabung: byOffice('digabung'),
    perpanjang: byOffice('diterima'),
    keberatan: step('ditangani', 'pelapor'),
    tarik: step('selesai', 'pelapor'),
  },
  ditanyakan: {
    lengkapi: step('diterima', 'pelapor', 'petugas', 'atasan'),
    triase: byOffice('ditangani'),
    koreksi: byOffice('ditanyakan'),
    teruskan: byOffice('diteruskan'),
    tutup: byOffice('selesai'),
    gabung: byOffice('digabung'),
    keberatan: step('ditangani', 'pelapor'),
    tarik: step('selesai', 'pelapor'),
    diam: step('selesai', 'waktu'),
  },
  ditangani: {
    triase: byOffice('ditangani'),
    koreksi: byOffice('ditangani'),
    tanya: byOffice('ditanyakan'),
    lengkapi: step('ditangani', 'pelapor'),
    teruskan: byOffice('diteruskan'),
    jawab: byOffice('dijawab'),
    tutup: byOffice('selesai'),
    gabung: byOffice('digabung'),
    perpanjang: byOffice('ditangani'),
    keberatan: step('ditangani', 'pelapor'),
    tarik: step('selesai', 'pelapor'),
  },
  diteruskan: {
    'nomor-luar': byOffice('diteruskan'),
    koreksi: byOffice('diteruskan'),
    lengkapi: step('diteruskan', 'pelapor'),
    'terima-jawaban': byOffice('ditangani'),
    'batal-teruskan': byOffice('ditangani'),
    jawab: byOffice('dijawab'),
    tutup: byOffice('selesai'),
    keberatan: step('ditangani', 'pelapor'),
    tarik: step('selesai', 'pelapor'),
  },
  dijawab: {
    'benar-beres': step('selesai', 'pelapor', 'petugas', 'atasan'),
    'belum-beres': step('ditangani', 'pelapor'),
    keberatan: step('ditangani', 'pelapor'),
    diam: step('selesai', 'waktu'),
  },
  // Once more, and then one level up: `reopening`.
  selesai: {
    'benar-beres': step('selesai', 'pelapor'),
    'belum-beres': step('ditangani', 'pelapor'),
    keberatan: step('ditangani', 'pelapor'),
    'tanya-lagi': step('selesai', 'waktu'),
  },
  // Whoever follows may be content where the first one is not, and the other way round: by their word it stands by itself again.
  digabung: {
    lengkapi: step('digabung', 'pelapor'),
    tarik: step('selesai', 'pelapor'),
    'benar-beres': step('digabung', 'pelapor'),
    'belum-beres': step('ditangani', 'pelapor'),
    pisah: step('diterima', ...office, 'waktu'),
  },
};

/** Why a report was closed. `selesai` needs the executor's proof or the reporter's word, the two refusals a reason and a basis. */
export const OUTCOMES = ['beres', 'dijelaskan', 'bukan-wewenang', 'ditolak', 'ditarik', 'tanpa-kabar'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What one can do with a report in a state, in the order of the table. */
export const actionsFor = (state: State, actor: Actor): Action[] =>
  ACTIONS.filter((action) => STEPS[state][action]?.who.includes(actor));

/** The state after an action, or null where this actor may not, or not now. */
export const after = (state: State, action: Action, actor: Actor): State | null => {
  const found = STEPS[state][action];
  return found?.who.includes(actor) ? found.to : null;
};

/** Opened again within the days that are set: once on the same desk, then one level up, and no third time. */
export function reopening(reopened: number, daysClosed: number, within: number): 'again' | 'up' | null {
  if (daysClosed > within || reopened > 1) return null;
  return reopened === 0 ? 'again' : 'up';
}

/** What must be there for an outcome, or null: the closing is refused with the name of what lacks. */
export function lacking(
  outcome: Outcome,
  { answer, proof, confirmed, basis }: { answer: string; proof: boolean; confirmed: boolean; basis: string },
): 'jawaban' | 'bukti' | 'dasar' | null {
  if (outcome === 'ditarik' || outcome === 'tanpa-kabar') return null;
  if (!answer.trim()) return 'jawaban';
  if (outcome === 'beres' && !proof && !confirmed) return 'bukti';
  if ((outcome === 'ditolak' || outcome === 'bukan-wewenang') && !basis.trim()) return 'dasar';
  return null;
}
