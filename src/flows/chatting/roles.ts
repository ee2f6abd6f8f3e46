/** Who answers, who is asked where nobody does, and who may ask units for services. */
export { DESK_ROLES as ANSWERING } from '../desk/roles.ts';
export const ABOVE = ['kasubag', 'kabag', 'admin'] as const;
export const SERVED = ['anggota', 'pimpinan'] as const;
