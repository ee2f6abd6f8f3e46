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
  return answered(answer);
}

/** An answer that breaks off in the middle is none. */
const answered = (answer) => (answer?.ok ? answer.json().catch(() => null) : null);

/** Where the key of a press lies whose answer has not come: by a digest, since what was pressed is nobody's business on a shared computer. */
async function placeOf(pressed) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(pressed)));
  return `press:${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * One key for one press until its answer is known: sent again it is the same press, and nothing is done or said twice. It outlives the
 * page: whoever hears nothing loads it anew, and presses again.
 */
async function once(pressed, send) {
  const place = await placeOf(pressed);
  const key = sessionStorage.getItem(place) ?? crypto.randomUUID();
  sessionStorage.setItem(place, key);
  const answer = await send(key);
  if (answer !== null) sessionStorage.removeItem(place);
  return answer;
}

/** As `ask`, for what changes something. */
export const press = (what, body) => once([what, body], (key) => ask(what, { key, ...body }));

/** A file from the computer, with what is said to it. `too-large`: it is more than the house keeps. */
export const sendFile = (what, fields, file) =>
  once([what, fields, file.name, file.size, file.lastModified], (key) => upload(what, { key, ...fields }, file));

async function upload(what, fields, file) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  body.set('file', file);
  const headers = { 'accept-language': language };
  const answer = await fetch(`/desk/api/${what}`, { method: 'POST', headers, body }).catch(() => null);
  if (answer?.status === 401) session.dispatchEvent(new Event('ended'));
  if (answer?.status === 413) return 'too-large';
  return answered(answer);
}

/** Told whenever something in the queues changed. The browser connects again by itself. */
export function listen({ changed, lost, back }) {
  const events = new EventSource('/desk/api/events');
  events.addEventListener('changed', changed);
  events.addEventListener('error', lost);
  events.addEventListener('open', back);
}
