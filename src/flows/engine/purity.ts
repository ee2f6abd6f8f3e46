/**
 * Finds a clock or a coin inside a flow at run time. A replayed flow that read either would answer differently the second
 * time, and the conversation would jump; the lint rule sees the flow's own file, this sees what it calls.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Makes the error, and remembers it: a flow that catches it has not got away with it. */
type Tell = (what: string) => Error;

const inFlow = new AsyncLocalStorage<Tell>();
let guarded = false;

export const insideFlow = <T>(tell: Tell, run: () => T): T => inFlow.run(tell, run);
/** The engine's own work (parsing, reading) on behalf of a flow. */
export const outsideFlow = <T>(run: () => T): T => inFlow.exit(run);

function forbid(what: string): void {
  const tell = inFlow.getStore();
  if (tell) throw tell(what);
}

/** Puts the guard around the globals, once a process. */
export function guardFlows(): void {
  if (guarded) return;
  guarded = true;
  const random = Math.random;
  Math.random = () => (forbid('Math.random'), random());
  globalThis.Date = new Proxy(Date, {
    construct(target, args, self) {
      if (args.length === 0) forbid('new Date()');
      return Reflect.construct(target, args, self) as Date;
    },
    apply(target, self, args) {
      forbid('Date()');
      return Reflect.apply(target, self, args) as string;
    },
    get(target, property, receiver) {
      if (property === 'now') forbid('Date.now');
      return Reflect.get(target, property, receiver) as unknown;
    },
  });
}
