// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {get, now, post} from './api.js';
import {announce} from './announce.js';
import {dayOf, timeOf} from './format.js';
import {place} from './places.js';
import {toasts} from './toast.js';

/** @typedef {{reason: string, caseNumber: string, plate: string, from: string, to: string}} Looked */
/** @typedef {{plate: string, cameras: number, times: number, first: string, last: string}} Companion */
/** @typedef {{id: string, plate: string, from: string, to: string, reason: string, caseNumber: string, askedBy: string, askedAt: string, state: string,
 *   decidedBy: string}} Request */
/** @typedef {{sourceId: string, device: string, location?: import('./format.js').Point, reads: number, days: number, hours: number[]}} Frequent */
/** @typedef {{id: string, plate: string, camera: string, from: string, to: string, reason: string, caseNumber: string, expires: string, by: string}} Hold */

const HOLD_DAYS = 90;

/** What is done with one plate beside looking it up: who was with it, where it is often, and keeping its reads. */
class RtccPlateCases extends Part {
  static properties = {
    looked: {attribute: false}, roles: {attribute: false}, user: {}, _with: {state: true}, _requests: {state: true}, _places: {state: true},
    _holds: {state: true}, _fault: {state: true},
  };

  constructor() {
    super();
    /** @type {Looked|null} */ this.looked = null;
    /** @type {string[]} */ this.roles = [];
    this.user = '';
    /** @type {Companion[]|null} */ this._with = null;
    /** @type {Request[]|null} */ this._requests = null;
    /** @type {Record<string, Frequent[]>} */ this._places = {};
    /** @type {Hold[]|null} */ this._holds = null;
    this._fault = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('looked')) {
      this._with = null;
      this._fault = '';
    }
  }

  /** @param {() => Promise<void>} act */
  async _try(act) {
    try {
      await act();
      this._fault = '';
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  _together() {
    return this._try(async () => {
      this._with = (await post('plates/reads/convoy', {...this.looked, seconds: 30, cameras: 3, limit: 20})).items;
      announce(`${this._with?.length ?? 0} plates were with it`, false);
    });
  }

  _askPlaces() {
    return this._try(async () => {
      await post('plates/places', this.looked ?? {});
      toasts.show('The request waits for a supervisor');
      await this._load();
    });
  }

  _keep() {
    const expires = new Date(now() + HOLD_DAYS * 86_400_000).toISOString();
    return this._try(async () => {
      await post('plates/holds', {...this.looked, camera: '', expires});
      toasts.show(`The reads are kept for ${HOLD_DAYS} days`);
      await this._load();
    });
  }

  /** Each look at these lists is on record, so that they are fetched when they are wanted. */
  _load() {
    return this._try(async () => {
      const [requests, holds] = await Promise.all([get('plates/places'), get('plates/holds')]);
      this._requests = requests.items;
      this._holds = holds.items;
    });
  }

  /** @param {Request} request @param {string} verb */
  _decide(request, verb) {
    return this._try(async () => {
      await post(`plates/places/${request.id}/${verb}`);
      await this._load();
    });
  }

  /** @param {Request} request */
  _show(request) {
    return this._try(async () => {
      const found = (await get(`plates/places/${request.id}`)).items;
      this._places = {...this._places, [request.id]: found};
    });
  }

  /** @param {Hold} hold */
  _release(hold) {
    const reason = prompt(`Why is the hold of ${hold.plate || hold.camera} to end? 3 characters at least.`);
    if (!reason) return;
    this._try(async () => {
      await post(`plates/holds/${hold.id}/release`, {reason, caseNumber: hold.caseNumber});
      await this._load();
    });
  }

  render() {
    const plate = this.looked?.plate;
    return html`${plate ? html`<div class="acts">
        <button @click=${() => this._together()}>Seen together with ${plate}</button>
        <button @click=${() => this._askPlaces()}>Ask for its frequent places</button>
        <button @click=${() => this._keep()}>Keep its reads</button></div>` : nothing}
      <p class="fault" role="alert">${this._fault}</p>
      ${this._with ? this._companions(this._with) : nothing}
      <details @toggle=${(/** @type {Event} */ e) => /** @type {HTMLDetailsElement} */ (e.target).open && this._load()}>
        <summary>Requests for frequent places, and holds</summary>
        ${this._requests ? html`<ul class="requests">${this._requests.length ? this._requests.map((one) => this._request(one)) : html`<li class="dim">No request.</li>`}</ul>` : nothing}
        ${this._holds ? html`<ul class="holds">${this._holds.length ? this._holds.map((one) => this._hold(one)) : html`<li class="dim">No hold.</li>`}</ul>` : nothing}
      </details>`;
  }

  /** @param {Companion[]} companions */
  _companions(companions) {
    if (companions.length === 0) return html`<p class="dim" role="status">No plate was within 30 s of it at three cameras.</p>`;
    return html`<table class="with"><caption>Within 30 s of it at three cameras or more. Chance does that too.</caption>
      <thead><tr>${['Plate', 'Cameras', 'Times', 'First', 'Last'].map((t) => html`<th scope="col">${t}</th>`)}</tr></thead>
      <tbody>${companions.map((one) => html`<tr><th scope="row">${one.plate}</th><td>${one.cameras}</td><td>${one.times}</td><td>${moment(one.first)}</td>
        <td>${moment(one.last)}</td></tr>`)}</tbody></table>`;
  }

  /** @param {Request} request */
  _request(request) {
    const may = this.roles.includes('supervisor') && request.askedBy !== this.user && request.state === 'open';
    const mine = request.state === 'approved' && (request.askedBy === this.user || request.decidedBy === this.user);
    return html`<li><strong>${request.plate}</strong> ${request.caseNumber}, ${request.reason}. Asked by ${request.askedBy} ${moment(request.askedAt)}:
      ${request.state}${request.state === 'open' ? '' : ` by ${request.decidedBy}`}
      ${may ? html`<button @click=${() => this._decide(request, 'approve')}>Approve</button><button @click=${() => this._decide(request, 'refuse')}>Refuse</button>` : nothing}
      ${mine ? html`<button @click=${() => this._show(request)}>Show</button>` : nothing}
      ${this._places[request.id] ? html`<ul>${this._places[request.id].map(frequent)}</ul>` : nothing}</li>`;
  }

  /** @param {Hold} hold */
  _hold(hold) {
    return html`<li><strong>${[hold.plate, hold.camera].filter(Boolean).join(' at ')}</strong> ${moment(hold.from)} to ${moment(hold.to)}, ${hold.caseNumber},
      until ${dayOf(hold.expires)}, by ${hold.by}
      ${this.roles.includes('supervisor') ? html`<button aria-label="End the hold of ${hold.plate || hold.camera}" @click=${() => this._release(hold)}>End</button>` : nothing}</li>`;
  }
}

/** @param {Frequent} one */
function frequent(one) {
  const most = one.hours.indexOf(Math.max(...one.hours));
  return html`<li>${one.location ? place({location: one.location}) : 'No place'} · ${one.device || one.sourceId}: ${one.reads} reads on ${one.days} days,
    mostly ${String(most).padStart(2, '0')}:00 UTC</li>`;
}

/** @param {string} at */
function moment(at) {
  return html`<time datetime=${at}>${dayOf(at)} ${timeOf(at)}</time>`;
}

customElements.define('rtcc-plate-cases', RtccPlateCases);
