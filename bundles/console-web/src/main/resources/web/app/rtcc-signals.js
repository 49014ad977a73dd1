// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {Part} from './part.js';
import {get, now, post} from './api.js';
import {announce} from './announce.js';
import {age, dayOf, timeOf} from './format.js';
import {bind} from './keys.js';
import {kinds} from './kinds.js';
import {place, places} from './places.js';
import {go, ready} from './router.js';
import {said} from './rtcc-signal.js';
import {severity, symbol} from './severity.js';
import {signals} from './signals.js';

/** @typedef {import('./signals.js').Item} Item */

const PAGE = 100;
const HOURS = /** @type {const} */ ([['1', 'Last hour'], ['12', 'Last 12 hours'], ['24', 'Last 24 hours'], ['168', 'Last 7 days'], ['', 'All that is kept']]);
const SEVERITIES = /** @type {const} */ ([['info', 'Any severity'], ['low', 'Low and above'], ['medium', 'Medium and above'], ['high', 'High and above'], ['critical', 'Critical']]);

/** The search for signals of every kind but plates: what text or a field is looked for takes a reason. */
class RtccSignals extends Part {
  static properties = {
    roles: {attribute: false}, _kind: {state: true}, _items: {state: true}, _next: {state: true}, _open: {state: true},
    _fault: {state: true}, _busy: {state: true}, _looked: {state: true}, _private: {state: true},
  };

  constructor() {
    super();
    /** @type {string[]} */ this.roles = [];
    this._kind = '';
    /** @type {Item[]} */ this._items = [];
    this._next = '';
    this._open = 0;
    this._fault = '';
    this._busy = false;
    this._looked = '';
    this._private = false;
    /** @type {any} */ this._query = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    for (const target of [kinds, places]) this.hear(target, 'changed', () => this.requestUpdate());
    this.later(bind({
      '/': () => this._field('text')?.focus(), w: () => go('/watch'), j: () => this._step(1), k: () => this._step(-1),
    }));
    this.updateComplete.then(() => this._search(false)).then(() => ready('signals'));
  }

  /** @param {string} name @returns {any} */
  _field(name) {
    return this.querySelector(`[name=${name}]`);
  }

  /** @param {number} by */
  _step(by) {
    const heads = /** @type {HTMLElement[]} */ ([...this.querySelectorAll('.found .head')]);
    const at = heads.indexOf(/** @type {any} */ (document.activeElement));
    heads[Math.min(heads.length - 1, Math.max(0, at + by))]?.focus();
  }

  /** @param {Event} event */
  _submit(event) {
    event.preventDefault();
    this._search(true);
  }

  _form() {
    const hours = this._field('hours').value;
    const field = this._field('field')?.value ?? '';
    const value = field ? this._field('value').value.trim() : '';
    return {
      kinds: this._kind ? [this._kind] : [], severity: this._field('severity').value,
      ...(hours ? {since: new Date(now() - Number(hours) * 3_600_000).toISOString()} : {}),
      text: this._field('text')?.value.trim() ?? '', fields: value ? {[field]: value} : {},
      reason: this._field('reason')?.value.trim() ?? '', limit: PAGE,
    };
  }

  _changed() {
    const query = this._form();
    this._private = Boolean(query.text || Object.keys(query.fields).length);
  }

  /** @param {boolean} asked by a person, who is told what came of it */
  async _search(asked) {
    this._query = this._form();
    this._changed();
    if (this._private && this._query.reason.length < 3) {
      this._fault = 'Give a reason of at least 3 characters: a search for text or a field is on record.';
      this._field('reason').focus();
      return;
    }
    this._items = [];
    this._next = '';
    this._open = 0;
    await this._more();
    if (asked && !this._fault) announce(this._items.length ? `${this._items.length}${this._next ? ' or more' : ''} signals found` : 'Nothing found');
  }

  async _more() {
    this._busy = true;
    this._fault = '';
    try {
      const page = this._private ? await this._lookUp() : await this._list();
      this._items = [...this._items, ...page.items];
      this._next = page.next ?? '';
      this._looked = timeOf(now());
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    } finally {
      this._busy = false;
    }
  }

  _lookUp() {
    return post('signals/search', {...this._query, ...(this._next ? {before: Number(this._next)} : {})});
  }

  _list() {
    const query = new URLSearchParams({order: 'newest', limit: String(PAGE), severity: this._query.severity});
    if (this._query.kinds.length) query.set('kind', this._query.kinds.join(','));
    if (this._query.since) query.set('since', this._query.since);
    if (this._next) query.set('cursor', this._next);
    return get(`signals?${query}`);
  }

  render() {
    const mayLook = this.roles.includes('operator');
    return html`<main class="signals">
      <form @submit=${this._submit} @input=${this._changed}>
        <h1>Signals</h1>
        <label>Kind <select name="kind" @change=${(/** @type {any} */ e) => (this._kind = e.target.value)}>
          <option value="">All kinds</option>
          ${kinds.shown().map((kind) => html`<option value=${kind.kind} ?selected=${kind.kind === this._kind}>${kind.title}</option>`)}
        </select></label>
        ${choice('Severity', 'severity', SEVERITIES, 'info')}
        ${choice('Time', 'hours', HOURS, '24')}
        ${mayLook ? this._words() : html`<p class="note">To look for text or fields takes the role operator.</p>`}
        <p class="fault" role="alert">${this._fault}</p>
        <button class="primary" ?disabled=${this._busy}>Search</button>
        <p class="note">Plate reads are not in here: they are looked up with a case number.</p>
      </form>
      <section class="found" aria-labelledby="found-title" aria-busy=${this._busy}>
        <div class="bar"><h2 id="found-title">${this._counted()}</h2>
          ${this._looked ? html`<span>as of ${this._looked}, newest first</span>` : nothing}</div>
        <ol>${repeat(this._items, (item) => item.number, (item) => this._row(item))}</ol>
        ${this._next ? html`<button class="more" ?disabled=${this._busy} @click=${this._more}>Show more</button>` : nothing}
      </section>
    </main>`;
  }

  _words() {
    const fields = this._kind ? kinds.fields(this._kind) : [];
    return html`
      <label>Text <input name="text" type="search" maxlength="200" autocomplete="off" placeholder="station, device, word  /"></label>
      ${fields.length ? html`<label>Field <select name="field"><option value="">Any</option>
          ${fields.map((field) => html`<option value=${field.name}>${field.title}${field.unit ? `, ${field.unit}` : ''}</option>`)}
        </select></label>
        <label>is <input name="value" maxlength="200" autocomplete="off"></label>` : nothing}
      <label><span>Reason${this._private ? html` <span class="needed">needed</span>` : nothing}</span>
        <input name="reason" maxlength="200" autocomplete="off" aria-required=${this._private ? 'true' : 'false'}
          aria-describedby="reason-help"></label>
      <p class="note" id="reason-help">A search for text or a field is on record with its reason.</p>`;
  }

  _counted() {
    if (this._busy && this._items.length === 0) return 'Searching…';
    const count = this._items.length;
    return count === 0 ? 'No signals' : `${count}${this._next ? '+' : ''} ${count === 1 ? 'signal' : 'signals'}`;
  }

  /** @param {Item} item */
  _row(item) {
    const {signal} = item;
    const open = item.number === this._open;
    return html`<li class="row ${signal.severity}">
      <button class="head" aria-expanded=${open} @click=${() => (this._open = open ? 0 : item.number)}>
        <img src=${symbol(signal.severity, signal.kind)} alt="" width="26" height="26">
        <span class="text">
          <span class="top"><span class="word">${severity(signal.severity).word}</span><span>${kinds.title(signal.kind)}</span></span>
          <span class="title">${item.summary}</span>
          <span class="where">${signal.location ? place({location: signal.location}) : 'No place'} · ${item.sourceId}</span>
        </span>
        <time class="age" datetime=${signal.occurredAt}>${dayOf(signal.occurredAt)} ${timeOf(signal.occurredAt)}<span>${age(signal.occurredAt)} ago</span></time>
      </button>
      ${open ? html`<div class="detail">${said(item)}
        ${signal.location ? html`<div class="acts"><button @click=${() => this._onMap(item)}>Show on the map</button></div>` : nothing}</div>` : nothing}
    </li>`;
  }

  /** @param {Item} item */
  _onMap(item) {
    signals.wanted = item;
    go('/watch');
  }
}

/** @param {string} label @param {string} name @param {readonly (readonly [string, string])[]} options @param {string} first */
function choice(label, name, options, first) {
  return html`<label>${label} <select name=${name}>
    ${options.map(([value, word]) => html`<option value=${value} ?selected=${value === first}>${word}</option>`)}</select></label>`;
}

customElements.define('rtcc-signals', RtccSignals);
