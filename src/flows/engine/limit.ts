/** Slow, which is not wrong: worth another try, however often. */
export class TooLate extends Error {
  override name = 'TooLate';
}

/** Work that takes longer than it may is given up: who waits for it is a person. `ms` of machine time. */
export async function withLimit<T>(work: () => Promise<T>, ms: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
