/** Whether it went well, where a fault means no more than that it did not. */
export const wentWell = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
