/** Does for a person what they would do by hand: the binding of a phone, and a recorded conversation once more. */
import { api } from './api.js';
import { t } from './texts.js';

/** Ms that an answer of a bot is waited for. */
const PATIENCE = 10_000;

const sleep = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

/** Acts, and waits for the bot's next message in that chat. */
async function ask(phone, action) {
  const answered = phone.house.feed.waitFor(
    (event, key) => event.byBot && event.what === 'message' && key === phone.key,
    PATIENCE,
  );
  await phone.act(action);
  return answered;
}

/** Invites the person of this phone and takes the invitation up, as its owner would. */
export async function bindPhone(phone, role, name) {
  const members = phone.house.world.bots.find(({ channel }) => channel?.endsWith('-members'));
  if (members && phone.where !== members.username) await phone.show(members.username);
  const code = await api.invite(role, name);
  if (!phone.state.opened) await ask(phone, { do: 'start' });
  await ask(phone, { do: 'text', text: code });
  await ask(phone, { do: 'contact' });
}

/**
 * Plays a recorded conversation on new phones. `pause` is ms between an answer and the person's next step; steps marked
 * `before` only prepare the stage and are not paused for. Throws where a step is no longer possible.
 */
export async function replay(house, { people, steps }, { pause, signal }) {
  const mark = Math.random().toString(36).slice(2, 6);
  const phones = new Map();
  for (const { key, name, at } of people) {
    const person = `${key}-${mark}`;
    await api.person(person, { name });
    phones.set(key, await house.add(person, house.botOf(at)));
  }
  const seen = new Map();
  const stop = house.feed.listen((event, key) => {
    if (event.byBot && event.what === 'message') seen.set(key, (seen.get(key) ?? 0) + 1);
  });
  try {
    const expected = new Map();
    for (const step of steps) {
      if (signal.aborted) return;
      const phone = phones.get(step.who);
      if (step.shows) {
        if (step.shows.byBot && step.shows.what === 'message')
          expected.set(phone.key, (expected.get(phone.key) ?? 0) + 1);
        continue;
      }
      await caughtUp(house.feed, expected, seen);
      await sleep(step.before ? 0 : pause, signal);
      if (signal.aborted) return;
      house.bring(phone);
      await perform(phone, step, people);
    }
    await caughtUp(house.feed, expected, seen);
  } finally {
    stop();
  }
}

/** Until the bots have said as much as they did in the recording; throws where they do not, on a holiday for one. */
async function caughtUp(feed, expected, seen) {
  const behind = () => [...expected].some(([key, count]) => (seen.get(key) ?? 0) < count);
  if (behind() && !(await feed.waitFor(() => !behind(), PATIENCE))) throw new Error(t('replayOther'));
}

async function perform(phone, { who, do: action, place }, people) {
  const { role, name } = people.find(({ key }) => key === who);
  const filled = action.text === '{{code}}' ? { ...action, text: await api.invite(role ?? 'staf', name) } : action;
  await phone.act(action.do === 'press' && !shown(phone, action.button) ? { do: 'press', button: place } : filled);
}

/** Dates on buttons are others today: where a label is not there, the button at the same place is meant. */
const shown = ({ chat }, label) =>
  [...chat.messages.values(), { buttons: chat.keyboard }].some(({ buttons }) =>
    buttons.flat().some((one) => one.label === label),
  );
