// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {Problem, changePassword} from './api.js';
import {toasts} from './toast.js';

/** As the center checks it, see docs/rest.md. */
const SHORTEST = 12;
const LONGEST = 1024;

/** Changes the password of whoever is signed in. */
class RtccPassword extends Part {
  static properties = {user: {}, _busy: {state: true}, _faults: {state: true}};

  constructor() {
    super();
    this.user = '';
    this._busy = false;
    /** What is wrong, by the name of the field; `form` for what no field can mend.
     * @type {Record<string, string>} */
    this._faults = {};
  }

  open() {
    this._form().reset();
    this._faults = {};
    this._dialog().showModal();
    this._field('old').focus();
  }

  _dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  _form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  /** @param {string} name */
  _field(name) {
    return /** @type {HTMLInputElement} */ (this._form().elements.namedItem(name));
  }

  /** @returns {Record<string, string>} */
  _check() {
    const [old, fresh, again] = ['old', 'fresh', 'again'].map((name) => this._field(name).value);
    if (!old) return {old: 'Type the password that you sign in with now.'};
    if (fresh.length < SHORTEST) return {fresh: `The new password needs at least ${SHORTEST} characters; it has ${fresh.length}.`};
    if (fresh.length > LONGEST) return {fresh: `The new password has more than ${LONGEST} characters.`};
    if (fresh.trim().toLowerCase() === this.user) return {fresh: 'The new password must not be your name.'};
    if (fresh === old) return {fresh: 'The new password must be another one than the old one.'};
    if (fresh !== again) return {again: 'The two new passwords differ.'};
    return {};
  }

  /** @param {SubmitEvent} event */
  async _submit(event) {
    event.preventDefault();
    if (this._busy) return;
    this._busy = true;
    try {
      this._faults = this._check();
      if (Object.keys(this._faults).length === 0) {
        await changePassword(this._field('old').value, this._field('fresh').value);
        this._dialog().close();
        toasts.show('Your password is changed. You are signed out everywhere but here.');
      }
    } catch (cause) {
      this._faults = this._refused(cause);
    } finally {
      this._busy = false;
    }
    await this.updateComplete;
    const first = ['old', 'fresh', 'again'].find((name) => this._faults[name]);
    if (first) this._field(first).focus();
  }

  /**
   * @param {unknown} cause
   * @returns {Record<string, string>}
   */
  _refused(cause) {
    if (!(cause instanceof Problem)) return {form: String(cause)};
    if (cause.status === 401) return {old: cause.message};
    if (cause.status === 400) return {fresh: cause.message.replace(/^newPassword: /, 'The new password ')};
    return {form: cause.message};
  }

  /** Nothing typed stays in the page. */
  _closed() {
    this._form().reset();
    this._faults = {};
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {string} autocomplete
   * @param {string} [help] id of what explains it
   */
  _row(name, label, autocomplete, help = '') {
    const fault = this._faults[name];
    const described = [fault ? `password-${name}-fault` : '', help].filter(Boolean).join(' ');
    return html`<label for="password-${name}">${label}</label>
      <input id="password-${name}" name=${name} type="password" autocomplete=${autocomplete} maxlength=${LONGEST + 1}
        aria-required="true" aria-invalid=${fault ? 'true' : 'false'} aria-describedby=${described || nothing}>
      ${fault ? html`<p class="fault" id="password-${name}-fault" role="alert">${fault}</p>` : nothing}`;
  }

  render() {
    return html`<dialog class="dismiss password" aria-labelledby="password-title" @close=${this._closed}>
      <form @submit=${this._submit} novalidate>
        <h2 id="password-title">Change password</h2>
        <input name="username" autocomplete="username" .value=${this.user} readonly hidden>
        ${this._row('old', 'Old password', 'current-password')}
        ${this._row('fresh', 'New password', 'new-password', 'password-rules')}
        <p class="what" id="password-rules">At least ${SHORTEST} characters, not your name, not the old one.
          A few words with spaces between are good.</p>
        ${this._row('again', 'New password again', 'new-password')}
        <p class="fault" role="alert">${this._faults.form ?? ''}</p>
        <div class="acts">
          <button type="button" @click=${() => this._dialog().close()}>Keep the old one <kbd>Esc</kbd></button>
          <button class="primary" aria-disabled=${this._busy ? 'true' : 'false'}>${this._busy ? 'Changing…' : 'Change password'}</button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('rtcc-password', RtccPassword);
