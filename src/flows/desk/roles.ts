/** Who answers citizens. */
export const DESK_ROLES = ['staf', 'kasubag', 'kabag', 'admin'] as const;
