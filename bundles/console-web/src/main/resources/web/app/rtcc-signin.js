// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {Problem, signIn} from './api.js';
import {timeWithZone} from './format.js';
import {now} from './api.js';
import {ready} from './router.js';

/** The sign-in form. Says `signed-in` with the session. */
class RtccSignin extends Part {
  static properties = {center: {}, reason: {}, _busy: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    this.center = '';
    /** Why the form is shown again; empty at the first time. */
    this.reason = '';
    this._busy = false;
    this._fault = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
  }

  firstUpdated() {
    this.querySelector('input')?.focus();
    ready('signin');
  }

  /** @param {SubmitEvent} event */
  async _submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const data = new FormData(form);
    this._busy = true;
    this._fault = '';
    try {
      const session = await signIn(String(data.get('user')), String(data.get('password')));
      this.dispatchEvent(new CustomEvent('signed-in', {detail: session}));
    } catch (cause) {
      this._fault = cause instanceof Problem ? cause.message : String(cause);
      this._busy = false;
      await this.updateComplete;
      const password = /** @type {HTMLInputElement} */ (form.elements.namedItem('password'));
      password.value = '';
      password.focus();
    }
  }

  render() {
    return html`<main class="signin">
      <form @submit=${this._submit}>
        <img src="/favicon.svg" alt="" width="44" height="44">
        <h1>${this.center}</h1>
        <p class="clock">${timeWithZone(now())}</p>
        ${this.reason ? html`<p class="why">${this.reason}</p>` : nothing}
        <label for="user">User</label>
        <input id="user" name="user" autocomplete="username" autocapitalize="none" spellcheck="false" required>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <p class="fault" role="alert">${this._fault}</p>
        <button class="primary" ?disabled=${this._busy}>${this._busy ? 'Signing in…' : 'Start shift'}</button>
        <p class="note">Everything you see and do here is recorded.</p>
      </form>
    </main>`;
  }
}

customElements.define('rtcc-signin', RtccSignin);
