/** Bounds that keep a mistake in a flow, or a person's persistence, from growing without end. */
export const CAPS = {
  /** Answers a run. */
  answers: 200,
  /** New steps (asks, says, effects, reads) a turn. */
  steps: 50,
  /** Refused answers in a row, from which on the ways out are named. */
  misses: 3,
  /** Runs that wait beside the active one. */
  parked: 3,
  /** Messages kept while an effect is pending. */
  held: 20,
} as const;

/** Raised when the engine's own form of runs and waits changes; an older process leaves newer chats alone. */
export const ENGINE_VERSION = 1;

/** A mistake in the flow's code, found at run time. */
export class FlowBug extends Error {
  override name = 'FlowBug';
}

/** A read that is not for whoever asks: the form ends, and they hear why. */
export class Forbidden extends Error {
  override name = 'Forbidden';
}

/** A read that failed: the turn is tried again, the person is not told that nothing was found. */
export class ReadFault extends Error {
  override name = 'ReadFault';
}
