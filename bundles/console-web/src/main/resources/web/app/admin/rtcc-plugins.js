// @ts-check
import {html, nothing} from 'lit';
import {get, post, upload} from '../api.js';
import {List} from './list.js';
import {toasts} from '../toast.js';
import {signature} from './words.js';
import './rtcc-plan.js';

/** The plugins of the center, and the way to bring in another. */
class RtccPlugins extends List {
  static properties = {waiting: {state: true}, busy: {state: true}, refusal: {state: true}};

  constructor() {
    super();
    this.path = 'plugins';
    /** @type {any[]} */
    this.waiting = [];
    this.busy = false;
    this.refusal = '';
  }

  async load() {
    await super.load();
    // a center without the part that installs still shows what runs
    this.waiting = await get('plugin-plans').then((answer) => answer.items, () => []);
  }

  /** @param {Event} event */
  async _file(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (file) await this._plan(() => upload(`plugin-plans?name=${encodeURIComponent(file.name)}`, file));
    input.value = '';
  }

  /** @param {SubmitEvent} event */
  async _address(event) {
    event.preventDefault();
    const address = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('address')).trim();
    if (address) await this._plan(() => post('plugin-plans', {address}));
  }

  /** @param {() => Promise<any>} ask */
  async _plan(ask) {
    this.busy = true;
    this.refusal = '';
    try {
      this._show(await ask());
    } catch (cause) {
      this.refusal = cause instanceof Error ? cause.message : String(cause);
    } finally {
      this.busy = false;
    }
  }

  /** @param {any} plan */
  _show(plan) {
    /** @type {any} */ (this.querySelector('rtcc-plan')).open(plan);
  }

  /** @param {CustomEvent} event */
  _done(event) {
    toasts.show(event.detail);
    this.load();
  }

  render() {
    return html`<h2>Plugins</h2>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <section class="bring" aria-label="Install or update a plugin">
        <label class="file">Install or update from a file (.kar or .jar)
          <input type="file" accept=".kar,.jar" ?disabled=${this.busy} @change=${this._file}></label>
        <form @submit=${this._address}>
          <label for="plugin-address">or from an address: mvn:…, file:…, or the id of a shipped plugin</label>
          <span class="row"><input id="plugin-address" name="address" autocomplete="off" spellcheck="false">
            <button ?disabled=${this.busy}>Plan</button></span>
        </form>
        <p class="dim">Nothing is changed before you have seen the plan and said yes.</p>
        ${this.refusal ? html`<p class="fault" role="alert">${this.refusal}</p>` : nothing}
      </section>
      ${this.waiting.length ? this._waiting() : nothing}
      ${this._table()}
      <rtcc-plan @done=${this._done}></rtcc-plan>`;
  }

  _waiting() {
    return html`<section class="waits"><h3>Wait for a yes</h3><ul>${this.waiting.map((plan) => html`<li>
      <span>${plan.operation} ${plan.pluginId} ${plan.to}</span>
      <button @click=${() => this._show(plan)}>Look at the plan</button></li>`)}</ul></section>`;
  }

  _table() {
    if (!this.items) return html`<p class="none">Loading…</p>`;
    if (!this.items.length) return html`<p class="none">No plugin is installed yet.</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Installed plugins"><table>
      <thead><tr><th scope="col">Plugin</th><th scope="col">Version</th><th scope="col">Runs</th>
        <th scope="col">Sources</th><th scope="col">Trust grade</th><th scope="col">Quality</th><th scope="col">Signature</th></tr></thead>
      <tbody>${this.items.map((plugin) => html`<tr>
        <th scope="row"><a href="/admin/plugins/${plugin.id}" data-route>${plugin.name || plugin.id}</a>
          <span class="dim">${plugin.id}</span></th>
        <td>${plugin.version}</td>
        <td>${plugin.running === false ? html`<span class="mark bad">✕ ${plugin.trouble || 'no'}</span>`
          : html`<span class="mark good">● yes</span>`}${plugin.isolated ? html` <span class="dim">in a JVM of its own</span>` : nothing}</td>
        <td>${plugin.sources}</td>
        <td title=${plugin.gradeMeaning ?? ''}>${plugin.grade}</td>
        <td>${plugin.quality || 'none'}</td>
        <td>${plugin.signature ? signature(plugin.signature) : html`<span class="dim">by a feature</span>`}</td>
      </tr>`)}</tbody></table></div>`;
  }
}

customElements.define('rtcc-plugins', RtccPlugins);
