/** Events as the page's own models have them: several names at once, `change:body change:caption`. */
export class Emitter {
  #listeners = new Map();

  on(names, listener) {
    for (const name of names.split(' ')) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
      this.#listeners.get(name).add(listener);
    }
    return this;
  }

  off(name, listener) {
    this.#listeners.get(name)?.delete(listener);
  }

  once(name, listener) {
    const once = (...args) => {
      this.off(name, once);
      listener(...args);
    };
    this.on(name, once);
  }

  emit(name, ...args) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(...args);
  }

  listeners(name) {
    return this.#listeners.get(name)?.size ?? 0;
  }
}
