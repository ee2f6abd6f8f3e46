/**
 * Bounds that every value of a kind is within, and null is not. A field that most documents leave empty has an index of only those
 * that have it: `{ dueAt: anyDate }` is its condition, and `{ dueAt: { ...anyDate, $lte: now } }` a question that it answers. A range
 * says the bound again, an equality needs nothing: the bound follows from its value. MongoDB and the development database both see
 * that, by what the question says. From a condition by `$type`, and from several values (`$in`), the latter sees nothing, and reads
 * the whole collection: each second, where it is the clock that asks.
 */
export const anyDate = { $gte: new Date(0) } as const;
export const anyNumber = { $gte: 0 } as const;
export const anyText = { $gte: '' } as const;
