/**
 * A change that the database made, made once more here: who knew the document and was told that the change matched has it without
 * reading it back. Only the operators that the hot path uses, on fields of objects; `tests/models/applied.test.ts` holds each against
 * the database.
 */
export interface PlainUpdate {
  $set?: Record<string, unknown>;
  $unset?: Record<string, unknown>;
  $inc?: Record<string, number>;
  $min?: Record<string, number>;
  /** One value to the end of an array, or `$each` of them and the last `-$slice` kept. */
  $push?: Record<string, unknown>;
  /** Out of an array, by one field of what is in it. */
  $pull?: Record<string, Record<string, { $in: readonly unknown[] }>>;
}

type Fields = Record<string, unknown>;
/** The new value of a field; undefined: it goes. */
type Change = (old: unknown) => unknown;

const OPERATORS: { [O in keyof PlainUpdate]-?: (argument: never) => Change } = {
  $set: (value: unknown) => () => value,
  $unset: () => () => undefined,
  $inc: (by: number) => (old) => (typeof old === 'number' ? old : 0) + by,
  $min: (least: number) => (old) => (typeof old === 'number' && old < least ? old : least),
  $push: (value: unknown) => (old) => pushed(Array.isArray(old) ? old : [], value),
  $pull: (unwanted: Record<string, { $in: readonly unknown[] }>) => (old) =>
    Array.isArray(old) ? old.filter((one: Fields) => !isUnwanted(one, unwanted)) : old,
};

/** The document after it; what the change does not touch is shared with `doc`, which stays as it is. */
export function applied<Doc extends object>(doc: Doc, update: PlainUpdate): Doc {
  const after = { ...doc } as Fields;
  /** Objects that were copied already and may be written to. */
  const own = new Set<unknown>([after]);
  for (const [operator, fields] of Object.entries(update)) {
    const change = OPERATORS[operator as keyof PlainUpdate] as ((argument: unknown) => Change) | undefined;
    if (!change) throw new Error(`${operator} is not known here`);
    for (const [path, argument] of Object.entries(fields as Fields)) put(after, path.split('.'), change(argument), own);
  }
  return after as Doc;
}

function put(root: Fields, path: readonly string[], change: Change, own: Set<unknown>): void {
  let at = root;
  for (const step of path.slice(0, -1)) {
    const inner = at[step];
    if (!own.has(inner)) own.add((at[step] = { ...(inner as Fields | undefined) }));
    at = at[step] as Fields;
  }
  const last = path.at(-1)!;
  const value = change(at[last]);
  if (value === undefined) delete at[last];
  else at[last] = value;
}

function pushed(old: readonly unknown[], value: unknown): unknown[] {
  const many = value as { $each?: readonly unknown[]; $slice?: number } | null;
  if (!many?.$each) return [...old, value];
  const all = [...old, ...many.$each];
  return many.$slice === undefined ? all : all.slice(many.$slice);
}

const isUnwanted = (one: Fields, unwanted: Record<string, { $in: readonly unknown[] }>): boolean =>
  Object.entries(unwanted).every(([field, { $in }]) => $in.includes(one[field]));
