/** One call to the Bot API, made through a library's own client. */

/** Resolves to the result; rejects with the library's own error, which `failureOf` understands. A payload may hold `Upload`s. */
export type CallApi = <T>(method: string, payload: object, signal: AbortSignal) => Promise<T>;

/** Bytes in a payload; each library writes them into a form in its own way. */
export class Upload {
  readonly bytes: Buffer;
  readonly name: string;

  constructor(bytes: Buffer, name: string) {
    this.bytes = bytes;
    // Both libraries put the name into a header as it is: a quote or line break in it would end the header.
    this.name = name.replace(/[\p{Cc}"\\/;]+/gu, '_');
  }
}

/** The payload with every upload as a library's own kind of file. */
export const withUploads = (payload: object, toFile: (upload: Upload) => unknown): object =>
  Object.fromEntries(
    Object.entries(payload).map(([field, value]) => [field, value instanceof Upload ? toFile(value) : value]),
  );

/** Ends with `signal` or after `ms`: the libraries' own limit is 500 s. */
export const within = (ms: number, signal?: AbortSignal): AbortSignal =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms);

/** Both libraries want their own form of it. */
export const withoutSlash = (apiRoot: string): string => apiRoot.replace(/\/+$/, '');
