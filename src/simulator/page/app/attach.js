/** What can be sent beside text: each entry asks for what it needs and does one action of a person. */
import { base64 } from './api.js';
import { askForm } from './menu.js';
import { t } from './texts.js';

const PLACES = [
  ['3.5897,98.6738', 'placeCouncil'],
  ['3.5906,98.6783', 'placeMerdeka'],
  ['3.6877,98.6558', 'placeMarelan'],
  ['3.7836,98.6893', 'placeBelawan'],
];

function pick(accept, multiple = false) {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept, multiple });
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...input.files]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

const carried = async (file) => ({ bytes: await base64(file), name: file.name, ...(file.type && { mime: file.type }) });

/** One photo, or an album of up to ten. */
export async function photos(files) {
  if (files.length === 0) return null;
  const items = await Promise.all(files.slice(0, 10).map(carried));
  if (items.length > 1) return { do: 'album', items: items.map((item) => ({ kind: 'photo', ...item })) };
  const said = await askForm(t('photo'), [{ name: 'caption', label: t('caption'), optional: true }]);
  return said && { do: 'photo', ...items[0], ...(said.caption && { caption: said.caption }) };
}

async function location() {
  const places = [...PLACES.map(([value, key]) => [value, t(key)]), ['', t('placeOther')]];
  const said = await askForm(t('location'), [{ name: 'place', label: t('place'), choices: places, optional: true }]);
  if (!said) return null;
  if (said.place) {
    const [lat, lon] = said.place.split(',').map(Number);
    return { do: 'location', lat, lon };
  }
  const point = await askForm(t('placeOther'), [
    { name: 'lat', label: t('latitude'), type: 'number', value: '3.5952' },
    { name: 'lon', label: t('longitude'), type: 'number', value: '98.6722' },
  ]);
  return point && { do: 'location', lat: Number(point.lat), lon: Number(point.lon) };
}

async function otherContact() {
  const said = await askForm(t('otherContact'), [
    { name: 'name', label: t('name') },
    { name: 'phone', label: t('phoneNumber'), type: 'tel', value: '6281234567890' },
  ]);
  return said && { do: 'contact', of: { name: said.name, phone: said.phone } };
}

async function poll() {
  const said = await askForm(t('poll'), [
    { name: 'question', label: t('question') },
    { name: 'options', label: t('options'), lines: 3 },
  ]);
  const options = (said?.options ?? '').split('\n').map((text) => text.trim());
  return said && { do: 'poll', question: said.question, options: options.filter(Boolean) };
}

/** Length of a sound, seconds; 1 where the browser cannot tell. */
function secondsOf(file) {
  const sound = new Audio(URL.createObjectURL(file));
  return new Promise((resolve) => {
    sound.addEventListener('loadedmetadata', () =>
      resolve(Number.isFinite(sound.duration) ? Math.ceil(sound.duration) : 1),
    );
    sound.addEventListener('error', () => resolve(1));
  }).finally(() => URL.revokeObjectURL(sound.src));
}

export async function voice(blob, name, seconds) {
  const mime = (blob.type || 'audio/ogg').split(';')[0];
  return { do: 'voice', bytes: await base64(blob), name, mime, seconds: seconds ?? (await secondsOf(blob)) };
}

/** `[label, () => action or null]` for the menu of the paper clip. */
export const attachments = () => [
  [t('photo'), async () => photos(await pick('image/*', true))],
  [t('file'), async () => fileAction(await pick(''))],
  [t('voiceFile'), async () => voiceFile(await pick('audio/*'))],
  [t('location'), location],
  [t('ownContact'), async () => ({ do: 'contact' })],
  [t('otherContact'), otherContact],
  [t('sticker'), async () => ({ do: 'sticker' })],
  [t('poll'), poll],
];

const fileAction = async ([file]) => file && { do: 'file', ...(await carried(file)) };
const voiceFile = async ([file]) => file && voice(file, file.name);
