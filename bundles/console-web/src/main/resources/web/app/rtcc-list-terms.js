// @ts-check
import {html} from 'lit';
import {Part} from './part.js';
import {get, put} from './api.js';
import {announce} from './announce.js';
import {toasts} from './toast.js';

/** @typedef {{owner: string, source: string, reason: string, reasons?: Record<string, string>, priority: number, expires?: string,
 *   seenBy: string[], possibleFrom: number}} Terms */

const ROLES = /** @type {const} */ (['operator', 'supervisor', 'admin', 'viewer']);

/** What is agreed of one hot list, with what its setting for possible hits would cost. Says `acted` and `closed`. */
class RtccListTerms extends Part {
  static properties = {name: {}, terms: {attribute: false}, _from: {state: true}, _forecast: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    this.name = '';
    /** @type {Terms} */ this.terms = {owner: '', source: '', reason: '', priority: 3, seenBy: [], possibleFrom: 0.5};
    this._from = 0.5;
    this._forecast = '';
    this._fault = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('name')) {
      this._from = this.terms.possibleFrom;
      this._forecast = '';
      this._fault = '';
    }
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('name')) /** @type {any} */ (this.querySelector('[name=terms-owner]'))?.focus();
  }

  async _ask() {
    if (this._from >= 1) {
      this._forecast = 'Exact hits only: a false alert then is a plate that was misread as a listed one, or another state’s.';
      return;
    }
    this._forecast = 'Looking at the reads of the last day…';
    try {
      this._forecast = words(await get(`plates/hotlists/${encodeURIComponent(this.name)}/forecast?from=${this._from}`));
    } catch (cause) {
      this._forecast = cause instanceof Error ? cause.message : String(cause);
    }
    announce(this._forecast, false);
  }

  /** @param {SubmitEvent} event */
  async _save(event) {
    event.preventDefault();
    const of = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const day = String(of.get('terms-expires') ?? '');
    const terms = {
      owner: String(of.get('terms-owner')).trim(), source: String(of.get('terms-source')).trim(), reason: String(of.get('terms-reason')).trim(),
      reasons: this.terms.reasons ?? {}, priority: Number(of.get('terms-priority')), seenBy: of.getAll('terms-seen').map(String), possibleFrom: this._from,
      ...(day ? {expires: new Date(`${day}T23:59:59`).toISOString()} : {}),
    };
    try {
      await put(`plates/hotlists/${encodeURIComponent(this.name)}/terms`, terms);
      announce(`The terms of ${this.name} are changed`, false);
      toasts.show(`The terms of ${this.name} are changed`);
      this.dispatchEvent(new CustomEvent('acted'));
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  render() {
    const terms = this.terms;
    return html`<section aria-labelledby="terms-title"><h2 id="terms-title">Terms of ${this.name}</h2>
      <form class="fields" @submit=${this._save}>
        <label>Owner <input name="terms-owner" required maxlength="120" .value=${terms.owner} autocomplete="off"></label>
        <label>Source <input name="terms-source" maxlength="200" .value=${terms.source} autocomplete="off"></label>
        <label>Reason where none is given <input name="terms-reason" maxlength="200" .value=${terms.reason} autocomplete="off"></label>
        <label>Priority <select name="terms-priority">${[1, 2, 3, 4, 5].map((p) => html`<option value=${p} ?selected=${p === terms.priority}>${p}${p === 1 ? ', most urgent' : ''}</option>`)}</select></label>
        <label>In force until <input name="terms-expires" type="date" .value=${(terms.expires ?? '').slice(0, 10)}></label>
        <fieldset><legend>Who may see an entry</legend>${ROLES.map((role) => html`<label><input type="checkbox" name="terms-seen" value=${role}
          ?checked=${terms.seenBy.includes(role)}> ${role}</label>`)}</fieldset>
        <label class="from">Possible hits from a probability of ${this._from >= 1 ? '1 (exact only)' : this._from.toFixed(2)}
          <input name="terms-from" type="range" min="0.05" max="1" step="0.05" .value=${String(this._from)}
            @input=${(/** @type {Event} */ e) => { this._from = Number(/** @type {HTMLInputElement} */ (e.target).value); this._forecast = ''; }}></label>
        <button type="button" @click=${() => this._ask()}>What would that cost?</button>
        <p class="forecast" role="status">${this._forecast}</p>
        <p class="fault" role="alert">${this._fault}</p>
        <div class="acts"><button class="primary">Change the terms</button>
          <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>Leave them</button></div>
      </form></section>`;
  }
}

/** @param {{readsPerDay: number, hours: number, falsePerDay: number, least: number, most: number, draws: number}} forecast */
function words(forecast) {
  if (forecast.draws === 0) return 'Too few reads have come to say anything; ask again tomorrow.';
  const about = forecast.falsePerDay < 10 ? forecast.falsePerDay.toFixed(1) : Math.round(forecast.falsePerDay).toLocaleString('en-US');
  return `About ${about} false alerts a day on your roads (${forecast.least.toFixed(1)} to ${forecast.most.toFixed(1)}), ` +
    `by ${Math.round(forecast.readsPerDay).toLocaleString('en-US')} reads a day as they came in the last ${Math.round(forecast.hours)} hours.`;
}

customElements.define('rtcc-list-terms', RtccListTerms);
