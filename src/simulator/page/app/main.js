/** The page: phones side by side, the clock over them, recorded conversations beside. */
import { addressIn, keepAddress, phonesInAddress } from './address.js';
import { api } from './api.js';
import { isGroup } from './chat.js';
import { Clock } from './clock.js';
import { h } from './dom.js';
import { Feed } from './feed.js';
import { Gallery } from './gallery.js';
import { offerHandset } from './handset.js';
import { askForm } from './menu.js';
import { Phone } from './phone.js';
import { language, loadTexts, t } from './texts.js';

const element = (id) => document.getElementById(id);

/** What phones share. */
class House {
  feed = new Feed();
  world = { bots: [], people: [], groups: [] };
  phones = [];

  async refresh() {
    this.world = await api.world();
    for (const phone of this.phones) phone.drawTabs();
  }

  /** Username of a bot by its username or channel; a group's id stays itself. */
  botOf(where) {
    const { bots } = this.world;
    const bot = bots.find(({ username, channel }) => username === where || channel === where);
    return bot?.username ?? (isGroup(where) ? where : bots[0].username);
  }

  /** Opens a phone at its end of the row; the phone that is there where the person has one. */
  async add(person, where) {
    const known = this.phones.find((phone) => phone.person === person);
    const phone = known ?? new Phone(this, person, where);
    if (!known) {
      this.phones.push(phone);
      element('phones').append(phone.element);
      await phone.open();
      // Names of people in groups and galleries are known from here on.
      this.world = await api.world();
    } else await phone.show(where);
    this.bring(phone);
    return phone;
  }

  remove(phone) {
    this.phones.splice(this.phones.indexOf(phone), 1);
    phone.close();
    if (this.phones[0]) this.bring(this.phones[0]);
    this.changed();
  }

  /** On a small screen only one phone is seen. */
  bring(phone) {
    this.front = phone;
    for (const each of this.phones) each.element.classList.toggle('front', each === phone);
    // Only sideways: scrolling to an element also moves where the Tab key begins.
    const { offsetLeft, offsetWidth } = phone.element;
    const row = element('phones');
    if (offsetLeft < row.scrollLeft || offsetLeft + offsetWidth > row.scrollLeft + row.clientWidth)
      row.scrollLeft = offsetLeft - row.offsetLeft;
    this.changed();
  }

  /** Phones, what they show or what is unread changed. */
  changed() {
    keepAddress(this.phones.map(({ person, where }) => ({ person, where: this.#channelOf(where) })));
    const button = (phone) =>
      h(
        'button',
        { type: 'button', 'aria-pressed': String(phone === this.front), onclick: () => this.bring(phone) },
        phone.name,
      );
    element('switcher').replaceChildren(...this.phones.map(button));
  }

  #channelOf = (where) => this.world.bots.find(({ username }) => username === where)?.channel ?? where;
}

/** Ms that a word at the bottom stays; one with a button, or about a lost connection, stays until another comes. */
const WORD = 6000;
let fading;

function notice(text, button, stays = button !== undefined) {
  clearTimeout(fading);
  element('notice').replaceChildren(...[text && h('span', {}, text), button].filter(Boolean));
  if (!stays) fading = setTimeout(() => element('notice').replaceChildren(), WORD);
}

async function askPhone(house) {
  const choices = house.world.bots.map(({ channel, name }) => [channel, name]);
  const said = await askForm(t('add'), [
    { name: 'person', label: t('name'), value: `warga-${house.phones.length + 1}` },
    { name: 'bot', label: t('bot'), choices },
  ]);
  if (!said?.person) return;
  const phone = await house.add(said.person, house.botOf(said.bot));
  phone.composer.element.querySelector('button:not([hidden]), textarea')?.focus();
}

async function main() {
  await loadTexts();
  element('switcher').setAttribute('aria-label', t('switcher'));
  element('language').href = addressIn(language === 'id' ? 'en' : 'id');
  element('language').addEventListener('click', ({ currentTarget }) => {
    currentTarget.href = addressIn(language === 'id' ? 'en' : 'id');
  });
  const house = new House();
  await house.refresh();
  await house.feed.catchUp();
  for (const { person, where } of phonesInAddress()) await house.add(person, house.botOf(where));
  if (house.phones[0]) house.bring(house.phones[0]);
  house.feed.onLost = (lost) => notice(lost ? t('lost') : '', undefined, lost);
  house.feed.onRestart = () => location.reload();
  // Somebody may be added to a group by another phone; a bot makes topics in it.
  house.feed.listen(({ group, service }) => {
    const unknown = group !== undefined && !house.world.groups.some(({ title }) => title === group);
    if (unknown || service?.startsWith('forum_topic')) void house.refresh();
  });
  void house.feed.follow();

  const gallery = new Gallery(house, notice);
  element('show-gallery').addEventListener('click', () => void gallery.open());
  element('add-phone').addEventListener('click', () => void askPhone(house));
  await offerHandset(element('show-handset'), notice);
  await new Clock(element('clock'), notice).start();
  document.body.dataset.ready = 'yes';
}

await main();
