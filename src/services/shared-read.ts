/**
 * One read for all who ask for the same thing at the same time. Whoever asks while one is under way waits for the next, which begins
 * after they asked: nobody is told less than a read of their own would have told them, and a crowd costs two reads and not hundreds.
 */

/** ms after which a read no longer makes others wait: a connection that hangs must not hold up everybody. */
const SLOW = 1000;

export class SharedReads<T> {
  /** The read under way, and the one that begins after it, by what is asked for. */
  private readonly underWay = new Map<string, Promise<unknown>>();
  private readonly next = new Map<string, Promise<T>>();

  read(what: string, read: () => Promise<T>): Promise<T> {
    const before = this.underWay.get(what);
    if (!before) return this.begin(what, read);
    const waiting = this.next.get(what);
    if (waiting) return waiting;
    const next = before.then(() => {
      this.next.delete(what);
      return this.begin(what, read);
    });
    this.next.set(what, next);
    return next;
  }

  private begin(what: string, read: () => Promise<T>): Promise<T> {
    const reading = read();
    const slow = new Promise((resolve) => setTimeout(resolve, SLOW).unref());
    const ended = Promise.race([reading.catch(() => undefined), slow]).then(() => {
      if (this.underWay.get(what) === ended) this.underWay.delete(what);
    });
    this.underWay.set(what, ended);
    return reading;
  }
}
