/** Business time: shown as it runs, moved by hand. What is due then happens, and comes in the phones. */
import { api } from './api.js';
import { h } from './dom.js';
import { dayAndHour, t } from './texts.js';

const MINUTE = 60_000;

export class Clock {
  #ahead = 0;
  #zone;
  #next = null;

  constructor(element, notice) {
    this.notice = notice;
    this.time = h('time', {});
    const move = (key, by) => h('button', { type: 'button', onclick: () => void this.#move(by) }, t(key));
    this.next = h('button', { type: 'button', onclick: () => void this.#toNext() }, t('clockNext'));
    element.setAttribute('aria-label', t('clock'));
    element.append(
      h('p', {}, h('span', { class: 'label' }, t('clock')), this.time),
      h(
        'div',
        { class: 'moves' },
        move('clockHour', '+1h'),
        move('clockDay', '+1d'),
        move('clockWeek', '+7d'),
        this.next,
      ),
    );
  }

  async start() {
    await this.read();
    setInterval(() => this.#draw(), 1000);
    setInterval(() => void this.read(), 5000);
  }

  async read() {
    const { now, zone, next } = await api.clock().catch(() => ({ now: null }));
    if (now === null) return;
    this.#zone = zone;
    this.#ahead = Date.parse(now) - Date.now();
    this.#next = next === null ? null : Date.parse(next);
    this.#draw();
  }

  #draw() {
    const now = Date.now() + this.#ahead;
    this.time.textContent = dayAndHour(now, this.#zone);
    this.time.dateTime = new Date(now).toISOString();
    this.next.disabled = this.#next === null;
    this.next.title = this.#next === null ? t('clockNone') : dayAndHour(this.#next, this.#zone);
  }

  async #toNext() {
    await this.read();
    const minutes = Math.ceil((this.#next - Date.now() - this.#ahead) / MINUTE);
    await this.#move(`+${Math.max(1, minutes)}m`);
  }

  async #move(by) {
    try {
      const { now } = await api.move(by);
      await this.read();
      this.notice(t('clockMoved', { time: dayAndHour(Date.parse(now), this.#zone) }));
    } catch (error) {
      this.notice(t('failed', { reason: error.message }));
    }
  }
}
