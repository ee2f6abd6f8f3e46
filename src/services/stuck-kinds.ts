/** What a report of a fault names in its note where that is no kind of item: a message whose fate nobody knows, */
export const SEND = 'kirim';
/** a message that the platform does not take as it is, */
export const REFUSED = 'tolak';
/** a person whom the platform does not let us write to, */
export const AWAY = 'putus';
/** a chat that waits for a newer process. */
export const HELD = 'tahan';
