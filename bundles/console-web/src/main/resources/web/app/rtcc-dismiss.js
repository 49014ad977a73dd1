// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';

const REASONS = [
  ['misread-plate', 'Misread plate'], ['already-known', 'Already known'], ['duplicate', 'Duplicate'],
  ['out-of-area', 'Out of area'], ['test', 'Test'], ['not-police-matter', 'Not a police matter'],
  ['other', 'Other, in words'],
];

/** Asks why an alert needs nothing done. Says `dismiss` with `{id, reason, text}`. */
class RtccDismiss extends Part {
  static properties = {_alert: {state: true}, _reason: {state: true}};

  constructor() {
    super();
    /** @type {import('./alerts.js').Alert|null} */
    this._alert = null;
    this._reason = '';
  }

  /** @param {import('./alerts.js').Alert} alert */
  async open(alert) {
    this._alert = alert;
    this._reason = '';
    await this.updateComplete;
    this._form().reset();
    this._dialog().showModal();
    /** @type {HTMLInputElement} */ (this.querySelector('input[type=radio]')).focus();
  }

  _dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  _form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  /** 1 to 7 pick a reason, so that D, a digit and Enter are enough. @param {KeyboardEvent} event */
  _key(event) {
    const typing = event.target instanceof Element && event.target.closest('textarea');
    const pick = Number(event.key) - 1;
    if (typing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      this._form().requestSubmit();
    } else if (!typing && event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      this._form().requestSubmit();
    } else if (!typing && REASONS[pick]) {
      event.preventDefault();
      this._reason = REASONS[pick][0];
      /** @type {HTMLInputElement} */ (this.querySelectorAll('input[type=radio]')[pick]).focus();
    }
  }

  /** @param {SubmitEvent} event */
  _submit(event) {
    event.preventDefault();
    const text = String(new FormData(this._form()).get('text') ?? '').trim();
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    field.setCustomValidity(this._reason === 'other' && !text ? 'Say why in a few words.' : '');
    if (!this._form().reportValidity() || !this._alert) return;
    this._dialog().close();
    this.dispatchEvent(new CustomEvent('dismiss', {detail: {id: this._alert.id, reason: this._reason, text}}));
  }

  render() {
    return html`<dialog class="dismiss" aria-labelledby="dismiss-title" @keydown=${this._key}>
      <form @submit=${this._submit}>
        <h2 id="dismiss-title">Dismiss: why?</h2>
        <p class="what">${this._alert?.title ?? nothing}</p>
        <fieldset><legend class="aloud">Reason</legend>
          ${REASONS.map(([reason, words], i) => html`<label class="reason">
            <input type="radio" name="reason" value=${reason} required .checked=${this._reason === reason}
              @change=${() => (this._reason = reason)}><kbd>${i + 1}</kbd> ${words}</label>`)}
        </fieldset>
        <label for="dismiss-text">${this._reason === 'other' ? 'In words (needed)' : 'In words (optional)'}</label>
        <textarea id="dismiss-text" name="text" rows="2" maxlength="1000"
          @input=${(/** @type {any} */ e) => e.target.setCustomValidity('')}></textarea>
        <div class="acts">
          <button type="button" @click=${() => this._dialog().close()}>Keep the alert <kbd>Esc</kbd></button>
          <button class="primary">Dismiss <kbd>Enter</kbd></button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('rtcc-dismiss', RtccDismiss);
