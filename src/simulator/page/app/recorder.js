/** A voice note from the microphone: press to begin, press again to send, Esc to drop it. */
import { voice } from './attach.js';

export class Recorder {
  #recorder = null;
  #since = 0;

  get running() {
    return this.#recorder !== null;
  }

  get seconds() {
    return Math.max(1, Math.round((performance.now() - this.#since) / 1000));
  }

  /** Throws where there is no microphone or the person does not allow it. */
  async start() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.#recorder = new MediaRecorder(stream);
    this.#since = performance.now();
    this.#recorder.start();
  }

  /** The action that sends what was recorded. */
  async finish() {
    const seconds = this.seconds;
    const blob = await this.#stop();
    return voice(blob, blob.type.includes('ogg') ? 'voice.oga' : 'voice.webm', seconds);
  }

  async drop() {
    await this.#stop();
  }

  #stop() {
    const recorder = this.#recorder;
    this.#recorder = null;
    const parts = [];
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    return new Promise((resolve) => {
      recorder.addEventListener('stop', () => resolve(new Blob(parts, { type: recorder.mimeType })));
      recorder.stop();
      for (const track of recorder.stream.getTracks()) track.stop();
    });
  }
}
