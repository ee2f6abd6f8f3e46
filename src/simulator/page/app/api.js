/** The page's only way out: the stand-in's people and the development addresses, all on this origin. */

/** What the stand-in would not let a person do; its message is one sentence. */
export class Refused extends Error {}

async function call(path, init) {
  const response = await fetch(path, init);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error ?? `${response.status}`);
  return body;
}

const post = (path, body, method = 'POST') =>
  call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const at = (person, where) => `/people/${encodeURIComponent(person)}/at/${encodeURIComponent(where)}`;

export const api = {
  world: () => call('/people'),
  person: (key, spec = {}) => post(`/people/${encodeURIComponent(key)}`, spec),
  look: (person, where) => call(at(person, where)),
  act: (person, where, action) => post(at(person, where), action),
  events: (after, signal) => call(`/people/events?after=${after}&wait=25000`, { signal }),
  group: (title, people, bots, forum) => post('/people/groups', { title, people, bots, forum }),
  clock: () => call('/dev/clock'),
  move: (text) => post('/dev/clock', { move: text }),
  chat: (id) => call(`/dev/chats/${encodeURIComponent(id)}`),
  roles: async () => (await call('/dev/invites/roles')).roles,
  invite: async (role, name) => (await post('/dev/invites', { role, name })).code,
  handsets: () => call('/handsets'),
  handset: (which, deed, more = {}) => post(`/handsets/${which}`, { do: deed, ...more }),
  gallery: () => call('/phones/gallery'),
};

export const fileAddress = (id) => `/people/files/${encodeURIComponent(id)}`;

/** Bytes as the stand-in takes them. */
export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
