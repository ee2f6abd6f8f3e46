/** Officers who handle reports, and those above them. */
export const OFFICERS = ['staf', 'kasubag', 'kabag', 'admin'] as const;
export const ABOVE = ['kabag', 'sekwan'] as const;
