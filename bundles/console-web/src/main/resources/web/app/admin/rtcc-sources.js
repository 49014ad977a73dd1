// @ts-check
import {html, nothing} from 'lit';
import {get, post} from '../api.js';
import {List} from './list.js';
import {go} from '../router.js';
import {age} from '../format.js';
import {toasts} from '../toast.js';
import {state} from './words.js';

/** All sources with their states, worst first, and the way to add one. */
class RtccSources extends List {
  static properties = {plugins: {state: true}, only: {state: true}};

  constructor() {
    super();
    this.path = 'sources';
    /** @type {any[]} */
    this.plugins = [];
    this.only = '';
  }

  async load() {
    await super.load();
    this.plugins = await get('plugins').then((answer) => answer.items, () => []);
  }

  /** @param {SubmitEvent} event */
  _add(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    go(`/admin/sources/${form.get('plugin')}~${String(form.get('name')).trim()}`);
  }

  /** @param {string} id */
  async _release(id) {
    try {
      await post(`sources/${id}/release`);
      toasts.show(`${id} is released`);
      this.load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  render() {
    return html`<h2>Sources</h2>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <form class="bring row" @submit=${this._add}>
        <label>Plugin <select name="plugin" required>${this.plugins.map((plugin) => html`<option value=${plugin.id}>${plugin.name}</option>`)}</select></label>
        <label>Name <input name="name" required maxlength="63" pattern="[A-Za-z0-9._:\\-]+" autocomplete="off"
          title="Letters, digits and . _ : -"></label>
        <button ?disabled=${!this.plugins.length}>Add a source</button>
      </form>
      ${this._table()}`;
  }

  _table() {
    if (!this.items) return html`<p class="none">Loading…</p>`;
    if (!this.items.length) return html`<p class="none">No source is configured yet.</p>`;
    const shown = this.items.filter((source) => source.id.includes(this.only) || source.state.includes(this.only)).sort(worstFirst);
    return html`<label class="filter">Show only <input type="search" @input=${(/** @type {any} */ e) => (this.only = e.target.value.trim())}
        placeholder="part of a name or a state"></label>
      <div class="scroll" tabindex="0" role="region" aria-label="Sources"><table>
      <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Why</th>
        <th scope="col">Signals</th><th scope="col">Malformed</th><th scope="col"><span class="aloud">Acts</span></th></tr></thead>
      <tbody>${shown.slice(0, 500).map((source) => html`<tr>
        <th scope="row"><a href="/admin/sources/${source.id}" data-route>${source.id}</a></th>
        <td>${state(source.state)}</td><td>${age(source.since)}</td><td class="why">${source.reason}</td>
        <td>${source.signals}</td><td>${source.malformed ? html`<a href="/admin/dead-letters" data-route>${source.malformed}</a>` : 0}</td>
        <td>${source.state === 'quarantined' ? html`<button @click=${() => this._release(source.id)}>Release</button>` : nothing}</td>
      </tr>`)}</tbody></table></div>
      ${shown.length > 500 ? html`<p class="dim">500 of ${shown.length} are shown.</p>` : nothing}`;
  }
}

const ORDER = ['quarantined', 'waiting-auth', 'waiting-config', 'waiting-plugin', 'offline', 'degraded', 'starting', 'configured', 'online', 'standby', 'stopped'];

/** @param {any} a @param {any} b */
function worstFirst(a, b) {
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.id.localeCompare(b.id);
}

customElements.define('rtcc-sources', RtccSources);
