/** What the page tells the stand-in's server; a lost line is the server's end, and nobody is left to be told. */
export const tell = (kind, data) =>
  fetch('/stand-in/from-page', {
    method: 'POST',
    body: JSON.stringify({ kind, data }),
    keepalive: true,
  }).catch(() => undefined);

/** The number's own ids, version of the page, and faults to play; filled before anything else runs. */
export const setting = window.STAND_IN;
export const { faults } = setting;
