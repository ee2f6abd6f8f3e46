/** One call to the Bot API, made through a library's own client. */

/** Resolves to the result; rejects with the library's own error, which `failureOf` understands. */
export type CallApi = <T>(method: string, payload: object, signal: AbortSignal) => Promise<T>;

/** Ends with `signal` or after `ms`: the libraries' own limit is 500 s. */
export const within = (ms: number, signal?: AbortSignal): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms);

/** Both libraries want their own form of it. */
export const withoutSlash = (apiRoot: string): string => apiRoot.replace(/\/+$/, '');
