/** The way to the server. */

import { language } from './texts.js';

/** Tells `ended` when the session is over. */
export const session = new EventTarget();

/** Null where there is no such thing, the session ended, or the connection is lost. */
export async function ask(what, body) {
  const headers = { 'accept-language': language };
  const answer = await fetch(`/desk/api/${what}`, {
    headers,
    ...(body && {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  }).catch(() => null);
  if (answer?.status === 401) session.dispatchEvent(new Event('ended'));
  return answer?.ok ? answer.json() : null;
}

/** A file from the computer, with what is said to it. `too-large`: it is more than the house keeps. */
export async function sendFile(what, fields, file) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', file);
  const headers = { 'accept-language': language };
  const answer = await fetch(`/desk/api/${what}`, { method: 'POST', headers, body }).catch(() => null);
  if (answer?.status === 401) session.dispatchEvent(new Event('ended'));
  if (answer?.status === 413) return 'too-large';
  return answer?.ok ? answer.json() : null;
}

/** Told whenever something in the queues changed. The browser connects again by itself. */
export function listen({ changed, lost, back }) {
  const events = new EventSource('/desk/api/events');
  events.addEventListener('changed', changed);
  events.addEventListener('error', lost);
  events.addEventListener('open', back);
}
