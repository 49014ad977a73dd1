// @ts-check
import {html} from 'lit';
import {Part} from './part.js';

const OUTCOMES = [
  'Suspect arrested', 'Person helped', 'Property recovered', 'Handed over to patrol',
  'Nothing found at the place', 'False alarm', 'Other',
];

/** Asks how an incident ended. Says `close-incident` with the outcome in words. */
class RtccClose extends Part {
  static properties = {_title: {state: true}, _outcome: {state: true}};

  constructor() {
    super();
    this._title = '';
    this._outcome = '';
  }

  /** @param {string} title */
  async open(title) {
    this._title = title;
    this._outcome = '';
    await this.updateComplete;
    /** @type {HTMLFormElement} */ (this.querySelector('form')).reset();
    this._dialog().showModal();
  }

  _dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  /** @param {SubmitEvent} event */
  _submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const text = String(new FormData(form).get('text') ?? '').trim();
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('textarea'));
    field.setCustomValidity(this._outcome === 'Other' && !text ? 'Say in a few words how it ended.' : '');
    if (!form.reportValidity()) return;
    this._dialog().close();
    const outcome = this._outcome === 'Other' ? text : [this._outcome, text].filter(Boolean).join('. ');
    this.dispatchEvent(new CustomEvent('close-incident', {detail: outcome}));
  }

  render() {
    return html`<dialog class="dismiss" aria-labelledby="close-title">
      <form @submit=${this._submit}>
        <h2 id="close-title">Close: how did it end?</h2>
        <p class="what">${this._title}</p>
        <fieldset><legend class="aloud">Outcome</legend>
          ${OUTCOMES.map((outcome) => html`<label class="reason"><input type="radio" name="outcome" value=${outcome} required
            .checked=${this._outcome === outcome} @change=${() => (this._outcome = outcome)}> ${outcome}</label>`)}
        </fieldset>
        <label for="close-text">In words</label>
        <textarea id="close-text" name="text" rows="2" maxlength="1000"
          @input=${(/** @type {any} */ e) => e.target.setCustomValidity('')}></textarea>
        <div class="acts">
          <button type="button" @click=${() => this._dialog().close()}>Keep it open <kbd>Esc</kbd></button>
          <button class="primary">Close the incident</button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('rtcc-close', RtccClose);
