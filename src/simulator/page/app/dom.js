/** Elements in one expression: `h('button', { class: 'main', onclick }, 'Send')`. Texts are texts, never markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'className') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const KEPT = new Set(['B', 'I', 'U', 'S', 'CODE', 'PRE', 'BLOCKQUOTE', 'TG-SPOILER', 'A']);

/** The platform's own markup as elements; anything that it does not know stays a text. */
export function rich(html) {
  const source = new DOMParser().parseFromString(html, 'text/html').body;
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    const children = [...node.childNodes].map(copy);
    if (!KEPT.has(node.tagName)) return children;
    if (node.tagName !== 'A') return h(node.tagName.toLowerCase(), {}, children);
    const href = node.getAttribute('href') ?? '';
    if (!/^(https?|tg|mailto):/.test(href)) return children;
    return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, children);
  };
  return [...source.childNodes].map(copy);
}

/** A drawing of the page's own, 24 by 24; it says nothing to a screen reader. */
export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  const line = document.createElementNS(svg.namespaceURI, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  attach: 'M20 11.5 12 19.4a5 5 0 0 1-7-7.1l8.2-8.1a3.3 3.3 0 0 1 4.7 4.7l-8.1 8a1.6 1.6 0 0 1-2.3-2.3l7.4-7.3',
  send: 'M4 12 3 4l18 8-18 8 1-8h9',
  voice: 'M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zm-6-4a6 6 0 0 0 12 0M12 17v4',
  more: 'M12 5.5v.01M12 12v.01M12 18.5v.01',
  place: 'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zm0-9.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  file: 'M6 3h8l4 4v14H6zM14 3v5h4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 9c.6-4 4-6 8-6s7.4 2 8 6',
  close: 'M6 6l12 12M18 6 6 18',
  stop: 'M7 7h10v10H7z',
};
