// @ts-check
/** Short notices at the bottom of the screen, one at a time, with one thing to do about them. */

/** @typedef {{text: string, bad: boolean, action: string, run: () => void, until: number}} Toast */

/** Says `changed`. */
class Toasts extends EventTarget {
  /** @type {Toast|null} */ current = null;
  /** @type {number|undefined} */ #timer;

  /**
   * @param {string} text
   * @param {{bad?: boolean, action?: string, run?: () => void, seconds?: number}} [more]
   */
  show(text, {bad = false, action = '', run = () => {}, seconds = bad ? 8 : 5} = {}) {
    clearTimeout(this.#timer);
    this.current = {text, bad, action, run, until: Date.now() + seconds * 1000};
    this.#timer = window.setTimeout(() => this.clear(), seconds * 1000);
    this.dispatchEvent(new Event('changed'));
  }

  /** @param {unknown} cause */
  failed(cause) {
    this.show(cause instanceof Error ? cause.message : String(cause), {bad: true});
  }

  act() {
    const toast = this.current;
    this.clear();
    toast?.run();
  }

  clear() {
    clearTimeout(this.#timer);
    this.current = null;
    this.dispatchEvent(new Event('changed'));
  }
}

export const toasts = new Toasts();
