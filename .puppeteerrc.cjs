/** The browser is found by src/services/browser.ts; an install must not fetch another one. */
module.exports = { skipDownload: true };
