/** How a call to Telegram failed, told alike for grammY and Telegraf. Pure; knows the errors by shape, not by class. */

export type Failure =
  /** The platform answered no. `retryAfter` in ms. */
  | { kind: 'refused'; code: number; description: string; retryAfter?: number; movedTo?: string }
  /** No connection came about, so the request was never written. */
  | { kind: 'unsent'; what: string }
  /** It may have been carried out: timed out, cut off, or an answer that is none. */
  | { kind: 'unknown'; what: string };

/** Answered by the name service, the kernel or the TLS handshake, always before the request. */
const BEFORE_WRITING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/;

/** Telegram's own words for an error; GrammyError is one, TelegramError holds one as `response`. */
interface ApiError {
  error_code: number;
  description?: string;
  parameters?: { retry_after?: number; migrate_to_chat_id?: number };
}

export const failureOf = (error: unknown): Failure => {
  const answer = [error, field(error, 'response')].find(isApiError);
  if (answer) return refusal(answer);
  // grammY wraps node-fetch's error in an HttpError, Telegraf passes it on bare.
  const cause = field(error, 'error') ?? error;
  const what = [field(cause, 'code'), field(cause, 'type'), field(cause, 'name')].find(
    (one) => typeof one === 'string',
  );
  const said = typeof what === 'string' ? what : typeof error;
  return BEFORE_WRITING.test(said) ? { kind: 'unsent', what: said } : { kind: 'unknown', what: said };
};

const refusal = ({ error_code: code, description = '', parameters = {} }: ApiError): Failure => ({
  kind: 'refused',
  code,
  description,
  ...(parameters.retry_after !== undefined && { retryAfter: parameters.retry_after * 1000 }),
  ...(parameters.migrate_to_chat_id !== undefined && { movedTo: String(parameters.migrate_to_chat_id) }),
});

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

const isApiError = (value: unknown): value is ApiError => typeof field(value, 'error_code') === 'number';

/** For the log: codes and kinds only. A description can quote the message, an error's text the address with the token. */
export const briefly = (failure: Failure): string => (failure.kind === 'refused' ? String(failure.code) : failure.what);
