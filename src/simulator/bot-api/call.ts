/** One call of a bot, and what its handler needs. */
import type { ApiMethods, Opts } from '@grammyjs/types';
import type { World } from '../world.ts';
import type { Bot } from '../world/types.ts';
import type { Upload } from './body.ts';
import type { Pace } from './pace.ts';
import type { Polls } from './polling.ts';
import type { Webhooks } from './webhook.ts';

export interface Platform {
  world: World;
  pace: Pace;
  polls: Polls;
  webhooks: Webhooks;
}

export interface Call extends Platform {
  bot: Bot;
  uploads: Map<string, Upload>;
  /** Aborts when the caller's connection has closed. */
  closed: AbortSignal;
}

type Methods = ApiMethods<string>;
export type MethodName = keyof Methods;
export type Result<M extends MethodName> = ReturnType<Methods[M]>;

/** Handlers by method name; arguments and results as `@grammyjs/types` has them. Arguments are not checked before. */
export type Handlers = {
  [M in MethodName]?: (call: Call, args: Partial<Opts<string>[M]>) => Result<M> | Promise<Result<M>>;
};
