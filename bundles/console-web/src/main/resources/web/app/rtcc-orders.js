// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {get, post, remove} from './api.js';
import {announce} from './announce.js';
import {feed} from './events.js';
import {dayOf, timeOf} from './format.js';
import {toasts} from './toast.js';

/** @typedef {{days: string[], from: string, to: string, zone: string}} Hours */
/** @typedef {{id: string, plate: string, list: string, caseNumber: string, hours: Hours, validUntil?: string, shownTo: string,
 *   writtenAt: string, writtenBy: string}} Order */
/** @typedef {{address: string, latitude: number, longitude: number, metres: number}} Place */

const DAYS = /** @type {const} */ (['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

/** Seconds for which a place stays on the screen. */
const SHOWN = 30;

/** Protection orders without their places; the place of one for whom it is shown to, for a moment. */
class RtccOrders extends Part {
  static properties = {
    roles: {attribute: false}, lists: {attribute: false}, _orders: {state: true}, _places: {state: true}, _fault: {state: true},
  };

  constructor() {
    super();
    /** @type {string[]} */ this.roles = [];
    /** @type {string[]} */ this.lists = [];
    /** @type {Order[]} */ this._orders = [];
    /** @type {Record<string, Place>} */ this._places = {};
    this._fault = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(feed, 'entry', (event) => event.detail.change?.kind?.startsWith('protection.') && this._load());
    this._load();
  }

  async _load() {
    try {
      this._orders = (await get('plates/orders')).items;
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  /** @param {SubmitEvent} event */
  async _write(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    try {
      await post('plates/orders', body(new FormData(form)));
      this._fault = '';
      announce('The order is in force', false);
      toasts.show('The order is in force');
      form.reset();
      await this._load();
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  /** @param {Order} order */
  async _look(order) {
    try {
      const place = await get(`plates/orders/${order.id}/place`);
      this._places = {...this._places, [order.id]: place};
      // Nobody leaves an address on a screen that others walk past.
      setTimeout(() => this._hide(order.id), SHOWN * 1_000);
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {string} id */
  _hide(id) {
    const {[id]: gone, ...left} = this._places;
    if (gone) this._places = left;
  }

  /** @param {Order} order */
  async _end(order) {
    if (!confirm(`End ${order.id}, case ${order.caseNumber}? Reads near its place raise no alert any more.`)) return;
    try {
      await remove(`plates/orders/${order.id}`);
      announce('The order is ended', false);
      await this._load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  render() {
    return html`<section aria-labelledby="orders-title"><h2 id="orders-title">Protection orders</h2>
      <p class="note">A plate near a protected place at these hours is an alert. The place is shown to the role of the order only, and each look is on record.</p>
      ${this._orders.length === 0 ? html`<p class="dim">No order is in force.</p>` : this._table()}
      <p class="fault" role="alert">${this._fault}</p>
      ${this.roles.includes('supervisor') ? this._form() : nothing}
    </section>`;
  }

  _table() {
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="orders-title"><table>
      <thead><tr>${['Plate or list', 'Case', 'Hours', 'Until', 'Written by', 'Place'].map((t) => html`<th scope="col">${t}</th>`)}<th scope="col"><span class="aloud">Acts</span></th></tr></thead>
      <tbody>${this._orders.map((order) => this._row(order))}</tbody></table></div>`;
  }

  /** @param {Order} order */
  _row(order) {
    const place = this._places[order.id];
    return html`<tr><th scope="row">${order.plate || html`list ${order.list}`}</th><td>${order.caseNumber}</td><td>${hours(order.hours)}</td>
      <td>${order.validUntil ? html`<time datetime=${order.validUntil}>${dayOf(order.validUntil)} ${timeOf(order.validUntil)}</time>` : html`<span class="dim">no end</span>`}</td>
      <td>${order.writtenBy}</td>
      <td>${place ? html`${place.address} <span class="dim">${place.metres} m around ${place.latitude}, ${place.longitude}</span>`
        : this.roles.includes(order.shownTo) ? html`<button aria-label="Show the place of ${order.caseNumber}" @click=${() => this._look(order)}>Show for ${SHOWN} s</button>`
        : html`<span class="dim">shown to the role ${order.shownTo}</span>`}</td>
      <td>${this.roles.includes('supervisor') ? html`<button aria-label="End the order of ${order.caseNumber}" @click=${() => this._end(order)}>End</button>` : nothing}</td></tr>`;
  }

  _form() {
    return html`<form class="fields" @submit=${this._write} aria-label="New protection order">
      <label>Plate <input name="order-plate" maxlength="16" placeholder="? one, * any" autocomplete="off" autocapitalize="characters"></label>
      <label>or a hot list <select name="order-list"><option value="">none</option>${this.lists.map((name) => html`<option>${name}</option>`)}</select></label>
      <label>Case of the order <input name="order-case" required maxlength="64" autocomplete="off"></label>
      <label>Address <input name="order-address" required maxlength="200" autocomplete="off"></label>
      <label>Latitude, longitude <input name="order-point" required placeholder="36.0999, -80.2442" autocomplete="off"></label>
      <label>Metres around <input name="order-metres" required inputmode="numeric" value="300" size="6"></label>
      <fieldset><legend>Days, all if none is chosen</legend>${DAYS.map((day) => html`<label><input type="checkbox" name="order-days" value=${day}> ${day.slice(0, 3)}</label>`)}</fieldset>
      <label>From <input name="order-from" type="time"></label>
      <label>To <input name="order-to" type="time"></label>
      <label>Valid until <input name="order-until" type="date"></label>
      <label>Place shown to <select name="order-shown"><option>supervisor</option><option>operator</option></select></label>
      <button class="primary">Write the order</button>
    </form>`;
  }
}

/** @param {FormData} of */
function body(of) {
  const text = (/** @type {string} */ name) => String(of.get(`order-${name}`) ?? '').trim();
  const [latitude, longitude] = text('point').split(',').map(Number);
  const days = of.getAll('order-days').map(String);
  const limited = days.length > 0 || text('from') || text('to');
  return {
    plate: text('plate'), list: text('list'), caseNumber: text('case'), shownTo: text('shown'),
    place: {address: text('address'), latitude, longitude, metres: Number(text('metres'))},
    ...(limited ? {hours: {days: days.length ? days : [...DAYS], from: text('from') || '00:00', to: text('to') || '00:00'}} : {}),
    ...(text('until') ? {validUntil: new Date(`${text('until')}T23:59:59`).toISOString()} : {}),
  };
}

/** @param {Hours} of */
function hours(of) {
  const days = of.days.length === DAYS.length ? '' : of.days.map((day) => day.slice(0, 3)).join(' ');
  const times = of.from === of.to ? '' : `${of.from} to ${of.to}`;
  return [days, times].filter(Boolean).join(', ') || 'all hours';
}

customElements.define('rtcc-orders', RtccOrders);
