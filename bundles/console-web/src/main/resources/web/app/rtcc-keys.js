// @ts-check
import {html} from 'lit';
import {Part} from './part.js';
import {keysOn, setKeys} from './keys.js';

const SHEET = [
  ['J', 'Next alert'], ['K', 'Previous alert'], ['A', 'Acknowledge: the alert is yours'],
  ['O', 'Open its incident'], ['D', 'Dismiss with a reason'], ['Z', 'Undo, within 10 s'],
  ['/', 'Filter the queue, or the text to search for'], ['S', 'Signals: the search screen'], ['P', 'Plates: the search screen'], ['H', 'Hot lists'], ['M', 'Mute the sound for 15 min, or sound on'],
  ['W', 'Back to the watch screen'], ['N', 'Write a note (incident), enter a plate (hot lists)'], ['Y', 'Confirm the hit (incident)'],
  ['R', 'The hit is misread'], ['V', 'Not the vehicle that is meant'], ['?', 'This sheet'],
];

/** The sheet of shortcuts, and the switch that turns them off. */
class RtccKeys extends Part {
  open() {
    this._dialog().showModal();
  }

  _dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  render() {
    return html`<dialog class="sheet" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>${SHEET.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
      <label class="check"><input type="checkbox" .checked=${keysOn()}
        @change=${(/** @type {any} */ e) => setKeys(e.target.checked)}> Single-letter keys work on this desk</label>
      <form method="dialog"><button class="primary">Close</button></form>
    </dialog>`;
  }
}

customElements.define('rtcc-keys', RtccKeys);
