/** The line at the bottom: text, reply and edit, attachments, voice, the bot's keyboard, and Start before anything else. */
import { attachments } from './attach.js';
import { summary } from './bubble.js';
import { h, icon, ICONS } from './dom.js';
import { openMenu } from './menu.js';
import { Recorder } from './recorder.js';
import { t } from './texts.js';

export class Composer {
  element = h('div', { class: 'composer' });
  #mode = null;
  #recorder = new Recorder();
  #act;
  #onFault;

  /** `act(action)` does it in the open chat; rejects with one sentence. */
  constructor(act, onFault) {
    this.#act = act;
    this.#onFault = onFault;
    this.#build();
  }

  #build() {
    this.text = h('textarea', {
      rows: '1',
      'aria-label': t('write'),
      placeholder: t('write'),
      oninput: () => this.#grow(),
    });
    this.text.addEventListener('keydown', (event) => this.#key(event));
    this.about = h('div', { class: 'about', hidden: true });
    this.keyboard = h('div', { class: 'keyboard', hidden: true });
    const attach = button('attach', ICONS.attach, () => openMenu(attach, this.#attachments(), t('attach')));
    this.record = button('record', ICONS.voice, () => this.#voice());
    const send = button('send', ICONS.send, () => this.#send());
    send.classList.add('send');
    this.line = h('div', { class: 'line' }, attach, this.text, this.record, send);
    this.first = h('button', { type: 'button', class: 'main start', hidden: true, onclick: () => this.#begin() });
    this.element.append(this.about, this.line, this.first, this.keyboard);
  }

  /** Fits it to a chat: what must be pressed first, and the bot's keyboard. */
  show({ opened, blocked, keyboard }) {
    this.blocked = blocked;
    this.first.hidden = opened && !blocked;
    this.line.hidden = !this.first.hidden;
    this.first.textContent = t(blocked ? 'unblock' : 'start');
    this.keyboard.hidden = keyboard.length === 0 || this.line.hidden;
    const key = ({ label }) =>
      h('button', { type: 'button', onclick: () => this.#try({ do: 'press', button: label }) }, label);
    this.keyboard.replaceChildren(...keyboard.map((row) => h('div', { class: 'row' }, row.map(key))));
  }

  reply(message) {
    this.#setMode({ reply: message.id }, `${t('replyingTo')}: ${summary(message)}`);
  }

  edit(message) {
    this.#setMode({ edit: message.id }, t('editing'));
    this.text.value = message.text;
    this.#grow();
  }

  #setMode(mode, text) {
    this.#mode = mode;
    this.about.hidden = mode === null;
    const leave = button('cancel', ICONS.close, () => this.#leave());
    this.about.replaceChildren(h('span', {}, text ?? ''), leave);
    if (mode) this.text.focus();
  }

  #leave() {
    if (this.#mode?.edit) this.text.value = '';
    this.#setMode(null);
    this.text.focus();
  }

  #key(event) {
    if (event.key === 'Escape') {
      if (this.#recorder.running) void this.#dropVoice();
      else if (this.#mode) this.#leave();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void this.#send();
    }
  }

  async #send() {
    const text = this.text.value.trim();
    if (!text) return;
    const mode = this.#mode;
    const action = mode?.edit
      ? { do: 'edit', text, message: mode.edit }
      : { do: 'text', text, ...(mode?.reply && { replyTo: mode.reply }) };
    this.text.value = '';
    this.#grow();
    this.#setMode(null);
    // What was written comes back where it could not be sent.
    if (!(await this.#try(action))) this.text.value = text;
  }

  #begin() {
    const action = this.blocked ? 'unblock' : 'start';
    void this.#try({ do: action }).then(() => this.text.focus());
  }

  #attachments() {
    const replied = this.#mode?.reply ? { replyTo: this.#mode.reply } : {};
    const run = async (make) => {
      const action = await make().catch((error) => (this.#onFault(error), null));
      if (action) await this.#try({ ...action, ...replied });
      this.#setMode(null);
    };
    return attachments().map(([label, make]) => [label, () => void run(make)]);
  }

  async #voice() {
    if (this.#recorder.running) {
      clearInterval(this.ticking);
      this.#showRecording(false);
      return void (await this.#try(await this.#recorder.finish()));
    }
    try {
      await this.#recorder.start();
      this.ticking = setInterval(() => this.#showRecording(true), 1000);
      this.#showRecording(true);
    } catch {
      this.#onFault(new Error(t('noMicrophone')));
    }
  }

  async #dropVoice() {
    clearInterval(this.ticking);
    await this.#recorder.drop();
    this.#showRecording(false);
  }

  #showRecording(running) {
    const label = running ? t('stopRecord', { seconds: this.#recorder.seconds }) : t('record');
    this.record.setAttribute('aria-label', label);
    this.record.title = label;
    this.record.classList.toggle('recording', running);
    this.record.replaceChildren(icon(running ? ICONS.stop : ICONS.voice));
  }

  async #try(action) {
    try {
      await this.#act(action);
      return true;
    } catch (error) {
      this.#onFault(error);
      return false;
    }
  }

  #grow() {
    this.text.style.height = 'auto';
    this.text.style.height = `${Math.min(this.text.scrollHeight, 120)}px`;
  }
}

function button(key, path, onclick) {
  return h('button', { type: 'button', class: 'round', 'aria-label': t(key), title: t(key), onclick }, icon(path));
}
