// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {Part} from './part.js';
import {alerts} from './alerts.js';
import {age, readable, timeOf} from './format.js';
import {coordinates, place, places} from './places.js';
import {kinds} from './kinds.js';
import {severity, symbol} from './severity.js';

/** Rows drawn; the rest is counted. More than this nobody works down by hand. */
const SHOWN = 100;

/** @typedef {import('./alerts.js').Alert} Alert */

/**
 * The alerts that wait, most urgent first. Says `pick` with an id, and `act` with
 * `{act: 'acknowledge'|'dismiss'|'open', id}`.
 */
class RtccQueue extends Part {
  static properties = {selected: {}, _view: {state: true}, _filter: {state: true}, _kind: {state: true}};

  constructor() {
    super();
    this.selected = '';
    /** @type {'all'|'new'|'mine'} */
    this._view = 'all';
    this._filter = '';
    this._kind = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    for (const target of [alerts, kinds, places]) this.hear(target, 'changed', () => this.requestUpdate());
  }

  /** What the list shows, in its order; J and K walk through this. @returns {Alert[]} */
  visible() {
    const words = this._filter.toLowerCase().split(/\s+/).filter(Boolean);
    return alerts.sorted().filter((alert) => this._fits(alert, words));
  }

  /** @param {Alert} alert @param {string[]} words */
  _fits(alert, words) {
    if (this._view === 'new' && alert.state !== 'new') return false;
    if (this._view === 'mine' && alert.owner !== alerts.me) return false;
    if (this._kind && alert.kind !== this._kind) return false;
    if (words.length === 0) return true;
    const text = [alert.title, alert.summary, kinds.title(alert.kind), place(alert), alert.severity, alert.owner, ...Object.values(alert.facts ?? {})]
      .join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  }

  focusFilter() {
    /** @type {HTMLInputElement|null} */ (this.querySelector('input[type=search]'))?.focus();
  }

  updated(/** @type {Map<string, unknown>} */ changed) {
    if (changed.has('selected')) {
      this.querySelector('[aria-current=true]')?.scrollIntoView({block: 'nearest'});
    }
  }

  render() {
    const all = this.visible();
    const shown = all.slice(0, SHOWN);
    const hidden = all.length - shown.length;
    const fresh = alerts.sorted().filter((a) => a.state === 'new').length;
    const firstOthers = shown.findIndex((a) => alerts.isOthers(a));
    return html`<section class="queue" aria-labelledby="queue-title">
      <div class="bar">
        <h2 id="queue-title">Queue <span class="fresh">${fresh} new</span></h2>
        <div class="views" role="group" aria-label="Show">${this._views()}</div>
        <input type="search" aria-label="Filter the queue" placeholder="Filter  /" .value=${this._filter}
          @input=${(/** @type {any} */ e) => (this._filter = e.target.value)} @keydown=${this._leaveFilter}>
      </div>
      ${this._ofKind()}
      ${shown.length === 0 ? this._empty() : nothing}
      <ol class="rows" tabindex="-1">${repeat(shown, (a) => a.id, (a, i) => this._row(a, i === firstOthers))}</ol>
      ${hidden > 0 || alerts.more
        ? html`<p class="more">${hidden}${alerts.more ? '+' : ''} more alerts, less urgent, are not drawn. Work or filter the queue.</p>`
        : nothing}
    </section>`;
  }

  _views() {
    const names = /** @type {const} */ ([['all', 'All'], ['new', 'New'], ['mine', 'Mine']]);
    return names.map(([view, word]) => html`<button aria-pressed=${this._view === view}
      @click=${() => (this._view = view)}>${word}</button>`);
  }

  /** Kinds that wait, and those of which alerts may come. */
  _ofKind() {
    const names = new Set([...alerts.sorted().map((alert) => alert.kind), ...kinds.alerting().map((kind) => kind.kind)]);
    if (this._kind) names.add(this._kind);
    const rows = [...names].map((kind) => ({kind, title: kinds.title(kind)})).sort((a, b) => a.title.localeCompare(b.title));
    return html`<label class="of-kind">Kind <select @change=${(/** @type {any} */ e) => (this._kind = e.target.value)}>
      <option value="" ?selected=${!this._kind}>All kinds</option>
      ${rows.map(({kind, title}) => html`<option value=${kind} ?selected=${kind === this._kind}>${title}</option>`)}
    </select></label>`;
  }

  _empty() {
    const filtered = this._filter || this._kind || this._view !== 'all';
    return html`<p class="none">${filtered ? 'No alert fits the filter.' : 'Nothing waits. New alerts appear here by themselves.'}</p>`;
  }

  /** @param {KeyboardEvent} event */
  _leaveFilter(event) {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === 'Escape') this._filter = '';
    /** @type {HTMLElement} */ (this.querySelector('.rows')).focus();
  }

  /** @param {Alert} alert @param {boolean} divide */
  _row(alert, divide) {
    const current = alert.id === this.selected;
    const {word} = severity(alert.severity);
    return html`<li class="row ${alert.severity} is-${alert.state} ${alert.raised ? 'is-raised' : ''} ${divide ? 'divide' : ''}" aria-current=${current ? 'true' : nothing}>
      <button class="head" aria-expanded=${current} @click=${() => this._say('pick', alert.id)}>
        <img src=${symbol(alert.severity, alert.kind)} alt="" width="30" height="30">
        <span class="text">
          <span class="top"><span class="word">${word}</span>${alert.count > 1 ? html`<span class="count">${alert.count}×</span>` : nothing}<span class="state">${this._state(alert)}</span></span>
          <span class="title">${alert.title}</span>
          <span class="where">${this._where(alert)}</span>
        </span>
        <time class="age" datetime=${alert.lastAt} title="${timeOf(alert.lastAt)}">${age(alert.lastAt)}</time>
      </button>
      ${current ? this._detail(alert) : nothing}
    </li>`;
  }

  /** @param {Alert} alert */
  _state(alert) {
    if (alert.raised) return 'not in the queue yet';
    if (alert.state === 'new') return 'new';
    if (alert.state === 'incident') return `incident${alert.owner ? `, ${alert.owner}` : ''}`;
    return alert.owner === alerts.me ? 'yours' : alert.owner;
  }

  /** @param {Alert} alert */
  _where(alert) {
    return html`<strong>${place(alert)}</strong>${alert.summary ? html` · ${alert.summary}` : nothing}`;
  }

  /** @param {Alert} alert */
  _detail(alert) {
    const facts = readable(alert.facts).slice(0, 8);
    const where = alert.location ? `, ${coordinates(alert.location)}` : '';
    return html`<div class="detail">
      ${alert.kind.startsWith('plate.')
        ? html`<p class="lead-only">Lead only. Confirm plate, state and status before acting.</p>` : nothing}
      <p class="when">Happened ${timeOf(alert.occurredAt)}${alert.count > 1 ? `, last ${timeOf(alert.lastAt)}` : ''}${where}</p>
      ${facts.length ? html`<dl>${facts.map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>` : nothing}
      <div class="acts">
        ${alert.state === 'new'
          ? html`<button class="primary" @click=${() => this._act('acknowledge', alert.id)}>Acknowledge <kbd>A</kbd></button>` : nothing}
        <button @click=${() => this._act('open', alert.id)}>Open <kbd>O</kbd></button>
        ${alert.state === 'incident' ? nothing
          : html`<button @click=${() => this._act('dismiss', alert.id)}>Dismiss… <kbd>D</kbd></button>`}
      </div>
    </div>`;
  }

  /** @param {string} act @param {string} id */
  _act(act, id) {
    this._say('act', {act, id});
  }

  /** @param {string} type @param {unknown} detail */
  _say(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}

customElements.define('rtcc-queue', RtccQueue);
