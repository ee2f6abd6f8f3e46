/** One message drawn: what the app that people know shows of it. */
import { fileAddress } from './api.js';
import { h, icon, ICONS, rich } from './dom.js';
import { bytes, hour, t } from './texts.js';

/**
 * `context`: own (the phone's own message), read, name (sender, in groups), quoted (the message replied to), on (press, menu);
 * a conversation that is only shown has no `on`.
 */
export function bubble(message, context) {
  if (message.service) return h('li', { class: 'service' }, h('span', {}, t(`service-${message.service}`)));
  const { own, on } = context;
  return h(
    'li',
    { class: own ? 'message own' : 'message', 'data-id': message.id },
    h(
      'div',
      { class: message.file?.kind === 'sticker' ? 'bubble bare' : 'bubble' },
      context.name && h('p', { class: 'sender' }, context.name),
      message.forwardOf && h('p', { class: 'forwarded' }, t('forwarded', { name: message.forwardOf })),
      context.quoted && h('p', { class: 'quoted' }, summary(context.quoted)),
      media(message, context.sender),
      message.text && h('div', { class: 'text', dir: 'auto' }, rich(message.html)),
      h(
        'p',
        { class: 'meta' },
        message.editedAt && h('span', {}, `${t('edited')} `),
        h('time', { datetime: new Date(message.at).toISOString() }, hour(message.at)),
        own && ticks(context.read),
      ),
      on &&
        h(
          'button',
          { type: 'button', class: 'more', 'aria-label': t('messageMenu'), 'aria-haspopup': 'menu', onclick: on.menu },
          icon(ICONS.more),
        ),
    ),
    message.buttons.length > 0 && buttons(message, on),
  );
}

/** Letters of a message that stand for it where it is quoted. */
const QUOTED = 90;

export const summary = (message) =>
  message.text.slice(0, QUOTED) || (message.file ? message.file.name : message.location ? t('location') : '…');

export const ticks = (read) =>
  h(
    'span',
    { class: read ? 'ticks read' : 'ticks' },
    h('span', { 'aria-hidden': 'true' }, read ? '✓✓' : '✓'),
    label(read),
  );
const label = (read) => h('span', { class: 'unseen' }, t(read ? 'read' : 'sent'));

function buttons(message, on) {
  let place = 0;
  const one = (button) => {
    const at = place;
    place += 1;
    if (button.kind === 'url')
      return h('a', { href: button.data, target: '_blank', rel: 'noopener noreferrer', class: 'choice' }, button.label);
    const press = on && ((event) => on.press(at, event.currentTarget));
    const chosen = button.label === message.chosen;
    const look = { class: chosen ? 'choice chosen' : 'choice', 'aria-pressed': chosen && 'true' };
    return h('button', { type: 'button', ...look, disabled: !on, onclick: press }, chosen && '✓ ', button.label);
  };
  return h(
    'div',
    { class: 'choices' },
    message.buttons.map((row) => h('div', { class: 'row' }, row.map(one))),
  );
}

function media({ file, seconds, location, contact, poll }, sender) {
  if (location) {
    const place = { lat: location.lat.toFixed(4), lon: location.lon.toFixed(4) };
    return h('div', { class: 'place' }, icon(ICONS.place), h('span', {}, t('locationAt', place)));
  }
  if (contact)
    return h(
      'div',
      { class: 'card' },
      icon(ICONS.person),
      h('span', {}, h('b', {}, contact.name), h('br'), `+${contact.phone}`),
    );
  if (poll)
    return h(
      'div',
      { class: 'poll' },
      h('b', {}, poll.question),
      h(
        'ul',
        {},
        poll.options.map((text) => h('li', {}, text)),
      ),
    );
  return file ? fileMedia(file, seconds, sender) : null;
}

function fileMedia(file, seconds, sender) {
  const address = fileAddress(file.id);
  const open = t('open', { name: file.name, size: bytes(file.size) });
  if (file.kind === 'photo') return photo(address, t('photoOf', { name: sender }), file);
  if (file.kind === 'sticker') return h('div', { class: 'sticker', role: 'img', 'aria-label': t('stickerOf') }, '👍');
  if (file.kind === 'voice')
    return h(
      'div',
      { class: 'voice' },
      h('audio', { controls: true, preload: 'none', src: address, 'aria-label': t('voiceOf', { seconds }) }),
      h('span', {}, `${seconds} s`),
    );
  if (file.kind === 'video')
    return h('video', { controls: true, preload: 'none', src: address, 'aria-label': file.name });
  return h(
    'a',
    { class: 'file', href: address, target: '_blank', rel: 'noopener', 'aria-label': open },
    icon(ICONS.file),
    h('span', {}, h('b', {}, file.name), h('br'), bytes(file.size)),
  );
}

/** A picture that cannot be drawn, a test's few bytes for one, is offered as a file. */
function photo(address, alt, file) {
  const picture = h('img', { src: address, alt, loading: 'lazy' });
  const link = h('a', { class: 'photo', href: address, target: '_blank', rel: 'noopener' }, picture);
  picture.addEventListener('error', () => {
    link.className = 'file';
    link.replaceChildren(icon(ICONS.file), h('span', {}, h('b', {}, file.name), h('br'), bytes(file.size)));
  });
  return link;
}
