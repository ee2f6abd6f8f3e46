/** Which phones are open, kept in the address so that a link opens them again: `?phone=warga-1@telegram-public&phone=…`. */
const FIRST = ['warga-1@telegram-public', 'staf-1@telegram-members', 'anggota-1@telegram-members'];

const read = (text) => {
  const at = text.lastIndexOf('@');
  return { person: text.slice(0, at), where: text.slice(at + 1) };
};

export function phonesInAddress() {
  const named = new URLSearchParams(location.search).getAll('phone').filter((text) => text.lastIndexOf('@') > 0);
  return (named.length ? named : FIRST).map(read);
}

/** `phones`: person and where each is open now. */
export function keepAddress(phones) {
  const query = new URLSearchParams(location.search);
  query.delete('phone');
  for (const { person, where } of phones) query.append('phone', `${person}@${where}`);
  history.replaceState(null, '', `?${query.toString().replaceAll('%40', '@')}`);
}

export function addressIn(language) {
  const query = new URLSearchParams(location.search);
  query.set('lang', language);
  return `?${query}`;
}
