/** Who writes announcements, and who lets them out; never both for the same one. */
export const WRITERS = ['staf', 'kasubag', 'kabag', 'admin'] as const;
export const APPROVERS = ['kasubag', 'kabag', 'sekwan', 'admin'] as const;
/** Who may look at them, pause and stop them. */
export const SIARAN_ROLES = ['staf', 'kasubag', 'kabag', 'sekwan', 'admin'] as const;
