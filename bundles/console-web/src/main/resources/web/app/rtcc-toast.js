// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {toasts} from './toast.js';
import {bind} from './keys.js';

/** The notice that is current. Z does what its button does. */
class RtccToast extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.tick();
    this.hear(toasts, 'changed', () => this.requestUpdate());
    this.later(bind({z: () => toasts.current?.action && toasts.act()}));
  }

  render() {
    const toast = toasts.current;
    const left = toast ? Math.max(0, Math.ceil((toast.until - Date.now()) / 1000)) : 0;
    return html`<div class="toast ${toast?.bad ? 'bad' : ''}" role="status" ?hidden=${!toast}>
      ${toast
        ? html`<span>${toast.bad ? html`<strong>Not done.</strong> ` : nothing}${toast.text}</span>
            ${toast.action
              ? html`<button @click=${() => toasts.act()}>${toast.action} <kbd>Z</kbd></button>
                  <span class="left" aria-hidden="true">${left} s</span>`
              : html`<button class="quiet" @click=${() => toasts.clear()}>Close</button>`}`
        : nothing}
    </div>`;
  }
}

customElements.define('rtcc-toast', RtccToast);
