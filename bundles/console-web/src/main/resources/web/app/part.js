// @ts-check
import {LitElement} from 'lit';

/**
 * A piece of a screen, in the light DOM: one stylesheet, labels that reach across pieces, password
 * managers and tests that simply work.
 */
export class Part extends LitElement {
  /** @type {(() => void)[]} */ #undo = [];

  createRenderRoot() {
    return this;
  }

  /**
   * Listens while the piece is on the page.
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} listener
   */
  hear(target, type, listener) {
    target.addEventListener(type, listener);
    this.#undo.push(() => target.removeEventListener(type, listener));
  }

  /** Draws again every second, for ages. */
  tick() {
    const timer = setInterval(() => this.requestUpdate(), 1_000);
    this.#undo.push(() => clearInterval(timer));
  }

  /** @param {() => void} undo is called when the piece leaves the page */
  later(undo) {
    this.#undo.push(undo);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#undo.splice(0).forEach((undo) => undo());
  }
}
