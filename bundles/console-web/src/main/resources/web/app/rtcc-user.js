// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';

/** Who is signed in, and what they can do about it. Says `change-password`. */
class RtccUser extends Part {
  static properties = {user: {}, roles: {attribute: false}, _open: {state: true}};

  constructor() {
    super();
    this.user = '';
    /** @type {string[]} */
    this.roles = [];
    this._open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(document, 'pointerdown', (event) => {
      if (!this.contains(event.target)) this._open = false;
    });
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.key !== 'Escape' || !this._open) return;
    event.stopPropagation();
    this._close();
  }

  /** @param {FocusEvent} event */
  _left(event) {
    if (!this.contains(/** @type {Node|null} */ (event.relatedTarget))) this._open = false;
  }

  _close() {
    this._open = false;
    // where a dialog that opens now gives the focus back to
    /** @type {HTMLButtonElement} */ (this.querySelector('.name')).focus();
  }

  _password() {
    this._close();
    this.dispatchEvent(new CustomEvent('change-password', {bubbles: true}));
  }

  render() {
    return html`<span class="who" @keydown=${this._key} @focusout=${this._left}>
      <button class="quiet name" aria-expanded=${this._open ? 'true' : 'false'} aria-controls="user-menu"
        @click=${() => (this._open = !this._open)}><span class="aloud">Signed in as </span>${this.user}
        <span aria-hidden="true">${this._open ? '▴' : '▾'}</span></button>
      <span class="menu" id="user-menu" ?hidden=${!this._open}>
        ${this.roles.length ? html`<span class="roles">Roles: ${this.roles.join(', ')}</span>` : nothing}
        <button @click=${this._password}>Change password</button>
      </span>
    </span>`;
  }
}

customElements.define('rtcc-user', RtccUser);
