// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {kinds} from './kinds.js';
import {symbol} from './severity.js';
import {CAMERAS, signals} from './signals.js';

/** Which kinds of signals are on the map; remembered on this desk. */
class RtccLayers extends Part {
  static properties = {_open: {state: true}};

  constructor() {
    super();
    this._open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const target of [kinds, signals]) this.hear(target, 'changed', () => this.requestUpdate());
  }

  /** Of kinds that are described, and of those that were seen all the same. */
  _rows() {
    const counts = signals.counts();
    const names = new Set([...kinds.shown().map((kind) => kind.kind), ...counts.keys()]);
    return [...names]
      .map((kind) => ({kind, title: kinds.title(kind), count: counts.get(kind) ?? 0}))
      .sort((a, b) => a.title.localeCompare(b.title));
  }

  render() {
    const rows = this._rows();
    const off = rows.filter((row) => !signals.shows(row.kind)).length + (signals.shows(CAMERAS) ? 0 : 1);
    return html`<div class="layers" @keydown=${this._leave}>
      <button aria-expanded=${this._open} aria-controls="layer-list" @click=${() => (this._open = !this._open)}>
        Layers${off ? html` <span class="off">${off} off</span>` : nothing}</button>
      <fieldset id="layer-list" ?hidden=${!this._open}>
        <legend>On the map, last hour</legend>
        <div class="list">
          ${this._row(CAMERAS, 'Cameras', nothing, '')}
          ${rows.map((row) => this._row(row.kind, row.title,
            html`<img src=${symbol(kinds.find(row.kind)?.severity ?? 'info', row.kind)} alt="" width="20" height="20">`,
            row.count ? String(row.count) : ''))}
        </div>
        <p><button @click=${() => this._all(rows, true)}>All</button>
          <button @click=${() => this._all(rows, false)}>None</button></p>
      </fieldset>
    </div>`;
  }

  /** @param {string} kind @param {string} title @param {unknown} picture @param {string} count */
  _row(kind, title, picture, count) {
    return html`<label><input type="checkbox" .checked=${signals.shows(kind)}
      @change=${(/** @type {any} */ e) => signals.show(kind, e.target.checked)}>
      ${picture}<span>${title}</span><span class="count">${count}</span></label>`;
  }

  /** @param {{kind: string}[]} rows @param {boolean} on */
  _all(rows, on) {
    for (const row of rows) signals.show(row.kind, on);
  }

  /** @param {KeyboardEvent} event */
  _leave(event) {
    if (event.key !== 'Escape' || !this._open) return;
    event.stopPropagation();
    this._open = false;
    /** @type {HTMLElement} */ (this.querySelector('button')).focus();
  }
}

customElements.define('rtcc-layers', RtccLayers);
