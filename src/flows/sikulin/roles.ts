/** Who decides on visits, from the desk upwards: a level that stays silent hands on to the next. */
export const DESK_LEVELS = [['staf', 'admin'], ['kasubag'], ['kabag']] as const;

/** Any of them may decide at any time. */
export const VISIT_ROLES = ['staf', 'admin', 'kasubag', 'kabag'] as const;

/** The front desk: who receives guests. */
export const DESK_ROLES = ['staf', 'admin', 'kasubag'] as const;
