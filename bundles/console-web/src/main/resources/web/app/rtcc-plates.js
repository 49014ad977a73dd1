// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {Part} from './part.js';
import {mediaUrl, now, post} from './api.js';
import {announce} from './announce.js';
import {dayOf, timeOf} from './format.js';
import {bind} from './keys.js';
import {place, places} from './places.js';
import {go, ready} from './router.js';
import './rtcc-map.js';
import './rtcc-plate-cases.js';

/**
 * @typedef {{number: number, sourceId: string, occurredAt: string, device: string, location?: import('./format.js').Point,
 *   plate: string, region: string, confidence?: number, make: string, color: string, body: string,
 *   media: {sha256: string, contentType: string}[]}} Read
 */

const LIMIT = 200;
const DAYS = /** @type {const} */ ([['1', 'Last day'], ['7', 'Last 7 days'], ['30', 'Last 30 days'], ['', 'All that is kept']]);

/** The search of the history of plate reads. Reason and case number come first: without them nothing is asked. */
class RtccPlates extends Part {
  static properties = {
    roles: {attribute: false}, user: {}, _asked: {state: true}, _reads: {state: true}, _fault: {state: true}, _busy: {state: true}, _looked: {state: true},
  };

  constructor() {
    super();
    /** @type {string[]} */ this.roles = [];
    this.user = '';
    /** @type {import('./rtcc-plate-cases.js').Looked|null} what is done with one plate needs its whole text and a time */ this._asked = null;
    /** @type {Read[]} */ this._reads = [];
    this._fault = '';
    this._busy = false;
    this._looked = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(places, 'changed', () => this.requestUpdate());
    this.later(bind({w: () => go('/watch'), '/': () => this._field('plate')?.focus()}));
    this.updateComplete.then(() => {
      this._field('reason')?.focus();
      ready('plates');
    });
  }

  /** @param {string} name @returns {any} */
  _field(name) {
    return this.querySelector(`[name=${name}]`);
  }

  /** @param {string} name */
  _text(name) {
    return this._field(name).value.trim();
  }

  /** @param {string} name */
  _words(name) {
    return this._text(name).split(',').map((/** @type {string} */ word) => word.trim()).filter(Boolean);
  }

  _query() {
    const days = this._field('days').value;
    const area = this._area();
    return {
      reason: this._text('reason'), caseNumber: this._text('caseNumber'), plate: this._text('plate'),
      states: this._words('states'), makes: this._words('makes'), colors: this._words('colors'), cameras: this._words('cameras'),
      ...(area ? {area} : {}),
      ...(days ? {from: new Date(now() - Number(days) * 86_400_000).toISOString(), to: new Date(now() + 600_000).toISOString()} : {}),
      limit: LIMIT,
    };
  }

  /** What stands between two commas and a number of metres; the center says what does not hold. */
  _area() {
    const text = this._text('area');
    if (!text) return null;
    const [latitude, longitude] = text.split(',').map(Number);
    return {circle: {latitude, longitude, metres: Number(this._text('metres') || 500)}};
  }

  /** @param {Event} event */
  async _submit(event) {
    event.preventDefault();
    this._busy = true;
    this._fault = '';
    this._reads = [];
    const query = this._query();
    try {
      const page = await post('plates/reads/search', query);
      this._reads = page.items;
      this._looked = timeOf(now());
      this._asked = whole(query);
      announce(this._reads.length ? `${this._reads.length} reads found` : 'No reads found');
    } catch (cause) {
      this._looked = '';
      this._fault = cause instanceof Error ? cause.message : String(cause);
    } finally {
      this._busy = false;
    }
  }

  render() {
    if (!this.roles.includes('operator')) {
      return html`<main class="plates cases"><p class="note">To look plates up takes the role operator.</p>
        ${this.roles.includes('supervisor') ? this._cases() : nothing}</main>`;
    }
    return html`<main class="plates">
      <form @submit=${this._submit}>
        <h1>Plates</h1>
        <p class="note" id="why-help">Each search is on record with your name, its reason and its case.</p>
        ${input('Reason', 'reason', 'why you look', {required: true, max: 200, min: 3})}
        ${input('Case or call number', 'caseNumber', 'case-4711', {required: true, max: 64})}
        ${input('Plate', 'plate', 'AB?12* — ? one, * any', {max: 16})}
        <label>Time <select name="days">${DAYS.map(([value, word]) => html`<option value=${value} ?selected=${value === '7'}>${word}</option>`)}</select></label>
        ${input('State', 'states', 'us-nc, us-va', {max: 200})}
        ${input('Make', 'makes', 'ford, honda', {max: 200})}
        ${input('Colour', 'colors', 'red, silver', {max: 200})}
        ${input('Cameras', 'cameras', 'source or name, by commas', {max: 500})}
        ${input('Near', 'area', '36.0999, -80.2442', {max: 60})}
        ${input('Metres around', 'metres', '500', {max: 6})}
        <p class="fault" role="alert">${this._fault}</p>
        <button class="primary" ?disabled=${this._busy}>Search</button>
      </form>
      <section class="found" aria-labelledby="plates-title" aria-busy=${this._busy}>
        <div class="bar"><h2 id="plates-title">${this._counted()}</h2>
          ${this._looked ? html`<span>as of ${this._looked}, newest first</span>` : nothing}</div>
        ${this._reads.length ? html`<p class="lead">Lead only. Confirm plate, state and status before acting.</p>` : nothing}
        ${this._cases()}
        <ol>${repeat(this._reads, (read) => read.number, (read, i) => row(read, i + 1))}</ol>
      </section>
      <rtcc-map .path=${this._reads}></rtcc-map>
    </main>`;
  }

  _cases() {
    return html`<rtcc-plate-cases .looked=${this._asked} .roles=${this.roles} .user=${this.user}></rtcc-plate-cases>`;
  }

  _counted() {
    if (this._busy) return 'Searching…';
    if (!this._looked) return 'Nothing looked up yet';
    const count = this._reads.length;
    return count === 0 ? 'No reads' : `${count}${count === LIMIT ? ' newest' : ''} ${count === 1 ? 'read' : 'reads'}`;
  }
}

/** @param {{reason: string, caseNumber: string, plate: string, from?: string, to?: string}} query */
function whole({reason, caseNumber, plate, from, to}) {
  return plate && !/[?*]/.test(plate) && from && to ? {reason, caseNumber, plate, from, to} : null;
}

/** @param {string} label @param {string} name @param {string} hint @param {{required?: boolean, max: number, min?: number}} limits */
function input(label, name, hint, limits) {
  return html`<label><span>${label}${limits.required ? html` <span class="needed">needed</span>` : nothing}</span>
    <input name=${name} placeholder=${hint} autocomplete="off" spellcheck="false" maxlength=${limits.max}
      minlength=${limits.min ?? 0} ?required=${limits.required}></label>`;
}

/** @param {Read} read @param {number} step */
function row(read, step) {
  const vehicle = [read.color, read.make, read.body].filter(Boolean).join(' ');
  const sure = read.confidence === undefined ? '' : `${Math.round(read.confidence * 100)} %`;
  const picture = read.media.find((media) => media.contentType.startsWith('image/'));
  return html`<li class="read">
    <span class="step" aria-hidden="true">${step}</span>
    <span class="text"><strong class="plate">${read.plate}</strong> <span>${read.region}</span>
      <span class="what">${[vehicle, sure].filter(Boolean).join(' · ')}</span>
      <span class="where">${read.location ? place({location: read.location}) : 'No place'} · ${read.device || read.sourceId}</span></span>
    <time datetime=${read.occurredAt}>${dayOf(read.occurredAt)} ${timeOf(read.occurredAt)}</time>
    ${picture ? html`<a href=${mediaUrl(picture.sha256)} target="_blank" rel="noopener">Picture</a>` : nothing}
  </li>`;
}

customElements.define('rtcc-plates', RtccPlates);
