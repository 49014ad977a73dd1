// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {now, post} from './api.js';
import {announce} from './announce.js';
import {age, dayOf, timeOf} from './format.js';
import {toasts} from './toast.js';

/** @typedef {{id: string, plate: string, state: string, reason: string, caseNumber: string, agency: string, make: string, color: string,
 *   expires: string, expired: boolean, inForce: boolean, status: string, addedBy: string, addedAt: string, decidedBy: string, note: string}} Entry */

const HOURS = /** @type {const} */ ([['4', '4 hours'], ['12', '12 hours'], ['24', '1 day'], ['168', '7 days'], ['720', '30 days']]);
const SHOWN = 50;

/** Plates by hand: entering one, and what a second person decides. Says `acted`. */
class RtccHandEntry extends Part {
  static properties = {entries: {attribute: false}, roles: {attribute: false}, user: {}, _fault: {state: true}};

  constructor() {
    super();
    /** @type {Entry[]} */ this.entries = [];
    /** @type {string[]} */ this.roles = [];
    this.user = '';
    this._fault = '';
  }

  /** @param {SubmitEvent} event */
  async _add(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const of = new FormData(form);
    /** @type {Record<string, string>} */
    const body = {expires: new Date(now() + Number(of.get('hours')) * 3_600_000).toISOString()};
    for (const key of ['plate', 'state', 'reason', 'caseNumber', 'make', 'color']) body[key] = String(of.get(key) ?? '').trim();
    try {
      await post('plates/hand-entries', body);
      this._fault = '';
      announce(`${body.plate} waits for a supervisor`, false);
      form.reset();
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
    this._say();
  }

  /** @param {Entry} entry @param {string} verb */
  async _decide(entry, verb) {
    let note = '';
    if (verb !== 'approve') {
      note = prompt(`Why is ${entry.plate} to be ${verb === 'reject' ? 'rejected' : 'withdrawn'}? 3 characters at least.`) ?? '';
      if (!note) return;
    }
    try {
      await post(`plates/hand-entries/${entry.id}/${verb}`, {note});
      announce(`${entry.plate}: done`, false);
    } catch (cause) {
      toasts.failed(cause);
    }
    this._say();
  }

  _say() {
    this.dispatchEvent(new CustomEvent('acted'));
  }

  render() {
    return html`<section aria-labelledby="hand-title"><h2 id="hand-title">By hand</h2>
      <p class="note">A plate that is entered here is looked for when a second person, a supervisor, has approved it.</p>
      <form class="fields" @submit=${this._add}>
        <label>Plate <input name="plate" required maxlength="16" autocomplete="off" autocapitalize="characters"></label>
        <label>State <input name="state" maxlength="32" autocomplete="off" size="6"></label>
        <label>Reason <input name="reason" required minlength="3" maxlength="200" autocomplete="off"></label>
        <label>Case number <input name="caseNumber" required maxlength="64" autocomplete="off"></label>
        <label>Make <input name="make" maxlength="64" autocomplete="off" size="10"></label>
        <label>Colour <input name="color" maxlength="64" autocomplete="off" size="8"></label>
        <label>For <select name="hours">${HOURS.map(([value, word]) => html`<option value=${value} ?selected=${value === '24'}>${word}</option>`)}</select></label>
        <button class="primary">Enter it</button>
      </form>
      <p class="fault" role="alert">${this._fault}</p>
      ${this.entries.length === 0 ? html`<p class="dim">No plate has been entered by hand.</p>` : this._table()}
    </section>`;
  }

  _table() {
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="hand-title"><table>
      <thead><tr>${['Plate', 'Reason', 'Case', 'Entered by', 'Until', 'State'].map((t) => html`<th scope="col">${t}</th>`)}<th scope="col"><span class="aloud">Acts</span></th></tr></thead>
      <tbody>${this.entries.slice(0, SHOWN).map((entry) => this._row(entry))}</tbody></table></div>`;
  }

  /** @param {Entry} entry */
  _row(entry) {
    return html`<tr><th scope="row">${entry.plate} <span class="dim">${entry.state}</span></th><td>${entry.reason}</td><td>${entry.caseNumber}</td>
      <td>${entry.addedBy} <span class="dim">${age(entry.addedAt)} ago</span></td>
      <td><time datetime=${entry.expires}>${dayOf(entry.expires)} ${timeOf(entry.expires)}</time></td><td>${this._state(entry)}</td>
      <td><div class="acts">${this._acts(entry)}</div></td></tr>`;
  }

  /** @param {Entry} entry */
  _state(entry) {
    if (entry.inForce) return html`<span class="mark good">● in force</span> <span class="dim">approved by ${entry.decidedBy}</span>`;
    if (entry.status === 'waiting' && !entry.expired) return html`<span class="mark warn">▲ waits for a second person</span>`;
    if (entry.expired && entry.status !== 'rejected' && entry.status !== 'withdrawn') return html`<span class="mark dim">expired</span>`;
    return html`<span class="mark dim">${entry.status} by ${entry.decidedBy}</span> <span class="dim">${entry.note}</span>`;
  }

  /** @param {Entry} entry */
  _acts(entry) {
    const own = entry.addedBy === this.user;
    const supervisor = this.roles.includes('supervisor');
    const waits = entry.status === 'waiting' && !entry.expired;
    const act = (/** @type {string} */ verb, /** @type {string} */ word) =>
      html`<button aria-label="${word} ${entry.plate}" @click=${() => this._decide(entry, verb)}>${word}</button>`;
    return html`${waits && supervisor && !own ? act('approve', 'Approve') : nothing}
      ${waits && supervisor ? act('reject', 'Reject') : nothing}
      ${(waits || entry.inForce) && (own || supervisor) ? act('withdraw', 'Withdraw') : nothing}`;
  }
}

customElements.define('rtcc-hand-entry', RtccHandEntry);
