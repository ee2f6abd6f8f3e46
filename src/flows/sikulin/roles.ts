/** Who decides on visits. */
export const VISIT_ROLES = ['staf', 'kasubag', 'kabag', 'admin'] as const;
