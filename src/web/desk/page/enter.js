/** The link from the bot: a button uses it up, so that whoever only looks at the link does not. */
import { loadTexts } from './texts.js';

await loadTexts();
const used = location.search === '?used';
document.querySelector('#form').hidden = used;
document.querySelector('#used').hidden = !used;
