/** The page: modules first, then the line to the server, and at last the sign by which the library knows that all is there. */
import { connected, token, unpaired } from './connection.js';
import { requireModule } from './modules.js';
import { commands, remember } from './phone-side.js';
import { faults, setting, tell } from './to-server.js';

window.require = requireModule;

const line = new EventSource(`/stand-in/to-page?session=${encodeURIComponent(token())}`);

line.onmessage = async ({ data }) => {
  const { number, command, argument } = JSON.parse(data);
  try {
    void tell('result', { number, result: await commands[command](argument) });
  } catch (error) {
    void tell('result', { number, error: String(error?.stack ?? error) });
  }
};

line.addEventListener(
  'hello',
  ({ data }) => {
    const { linked, ref, history } = JSON.parse(data);
    remember(history);
    if (linked) connected();
    else unpaired(ref);
    if (!faults.noDebug) window.Debug = { VERSION: setting.version };
  },
  { once: true },
);
