// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {get, post, remove, upload} from './api.js';
import {announce} from './announce.js';
import {feed} from './events.js';
import {age, dayOf, timeOf} from './format.js';
import {bind} from './keys.js';
import {go, ready} from './router.js';
import {toasts} from './toast.js';
import './rtcc-hand-entry.js';
import './rtcc-list-terms.js';
import './rtcc-orders.js';

/** @typedef {{id: number, entries: number, why: string, at: string, by: string}} Waiting */
/** @typedef {{name: string, owner: string, terms: import('./rtcc-list-terms.js').Terms, inForce: boolean, entries: number, layout: string,
 *   byHand: boolean, importedAt: string, importedBy: string, waiting?: Waiting}} List */

/** Hot lists with what waits for a second person, files to bring in, and plates by hand. */
class RtccHotlists extends Part {
  static properties = {
    roles: {attribute: false}, user: {}, _lists: {state: true}, _layouts: {state: true}, _entries: {state: true}, _fault: {state: true},
    _busy: {state: true}, _done: {state: true}, _terms: {state: true},
  };

  constructor() {
    super();
    /** @type {string[]} */ this.roles = [];
    this.user = '';
    /** @type {List[]} */ this._lists = [];
    /** @type {string[]} */ this._layouts = [];
    /** @type {import('./rtcc-hand-entry.js').Entry[]} */ this._entries = [];
    this._fault = '';
    this._busy = false;
    /** @type {any} */ this._done = null;
    /** Name of the list whose terms are open. */ this._terms = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    this.later(bind({w: () => go('/watch'), n: () => /** @type {any} */ (this.querySelector('[name=plate]'))?.focus()}));
    this.hear(feed, 'entry', (event) => event.detail.change?.kind?.startsWith('hotlist.') && this._load());
    this._load().then(() => ready('hotlists'));
  }

  async _load() {
    try {
      const [lists, entries] = await Promise.all([get('plates/hotlists'), get('plates/hand-entries')]);
      this._lists = lists.items;
      this._layouts = lists.layouts;
      this._entries = entries.items;
      this._fault = '';
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  /** @param {() => Promise<unknown>} act @param {string} words */
  async _act(act, words) {
    this._done = null; // it speaks of what waited
    try {
      await act();
      announce(words, false);
      toasts.show(words);
    } catch (cause) {
      toasts.failed(cause);
    }
    await this._load();
  }

  /** @param {SubmitEvent} event */
  async _import(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const of = new FormData(form);
    const file = /** @type {File} */ (of.get('file'));
    const query = new URLSearchParams();
    for (const key of ['owner', 'layout']) {
      const value = String(of.get(key) ?? '').trim();
      if (value) query.set(key, value);
    }
    this._busy = true;
    this._done = null;
    try {
      this._done = await upload(`plates/hotlists/${encodeURIComponent(String(of.get('name')).trim())}?${query}`, file, 'PUT');
      this._fault = '';
      announce(`${this._done.imported} imported, ${this._done.faultCount} left out`, Boolean(this._done.waits));
      form.reset();
      await this._load();
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
    this._busy = false;
  }

  render() {
    return html`<main class="hotlists">
      <h1>Hot lists</h1>
      <p class="note">Lead only. Confirm plate, state and status before acting.</p>
      <p class="fault" role="alert">${this._fault}</p>
      ${this._waits()}
      <section aria-labelledby="lists-title"><h2 id="lists-title">Lists</h2>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="lists-title"><table>
          <thead><tr>${['Name', 'Owner', 'Priority', 'Entries', 'Imported', 'By', 'Layout', 'State', ''].map((t) => html`<th scope="col">${t || html`<span class="aloud">Acts</span>`}</th>`)}</tr></thead>
          <tbody>${this._lists.map((list) => this._row(list))}</tbody>
        </table></div></section>
      ${this._termsOf()}
      ${this.roles.includes('supervisor') ? this._form() : nothing}
      <rtcc-hand-entry .entries=${this._entries} .roles=${this.roles} .user=${this.user} @acted=${() => this._load()}></rtcc-hand-entry>
      <rtcc-orders .roles=${this.roles} .lists=${this._lists.map((list) => list.name)}></rtcc-orders>
    </main>`;
  }

  _waits() {
    const waiting = this._lists.filter((list) => list.waiting);
    if (waiting.length === 0) return nothing;
    const may = this.roles.includes('supervisor');
    return html`<section class="waits" aria-labelledby="waits-title"><h2 id="waits-title">Waits for a supervisor</h2>
      <ul>${waiting.map((list) => this._waiting(list, /** @type {Waiting} */ (list.waiting), may))}</ul></section>`;
  }

  /** @param {List} list @param {Waiting} waiting @param {boolean} may */
  _waiting(list, waiting, may) {
    const path = `plates/hotlists/${encodeURIComponent(list.name)}/waiting/${waiting.id}`;
    return html`<li><p><strong>${list.name}</strong>: ${waiting.why}. From ${waiting.by}, ${age(waiting.at)} ago.
        ${list.entries ? html`The ${list.entries} entries of before stay in force.` : html`Nothing of it is in force.`}</p>
      ${may ? html`<div class="acts">
        <button @click=${() => this._act(() => post(`${path}/confirm`), `${list.name} is replaced`)}>Replace the list by these ${waiting.entries} entries</button>
        <button @click=${() => this._act(() => remove(path), 'Thrown away')}>Throw the file away</button></div>` : nothing}</li>`;
  }

  /** @param {List} list */
  _row(list) {
    const over = !list.inForce;
    return html`<tr><th scope="row">${list.name}</th><td>${list.owner}</td><td>${list.terms.priority}</td>
      <td class="number">${list.entries.toLocaleString('en-US')}</td>
      <td>${list.byHand && list.entries === 0 ? html`<span class="dim">nothing yet</span>`
        : html`<time datetime=${list.importedAt}>${dayOf(list.importedAt)} ${timeOf(list.importedAt)}</time> <span class="dim">${age(list.importedAt)} ago</span>`}</td>
      <td>${list.importedBy}</td><td>${list.layout}</td>
      <td>${over ? html`<span class="mark bad">✕ expired</span>` : list.waiting ? html`<span class="mark warn">▲ waits</span>` : html`<span class="mark good">● in force</span>`}</td>
      <td>${this.roles.includes('supervisor') ? html`<div class="acts">
        <button @click=${() => { this._terms = list.name; }} aria-label="Terms of ${list.name}">Terms</button>
        ${list.byHand ? nothing : html`<button @click=${() => this._remove(list)} aria-label="Remove ${list.name}">Remove</button>`}</div>` : nothing}</td></tr>`;
  }

  _termsOf() {
    const list = this._lists.find((one) => one.name === this._terms);
    if (!list) return nothing;
    const close = () => { this._terms = ''; };
    return html`<rtcc-list-terms .name=${list.name} .terms=${list.terms} @closed=${close} @acted=${() => { close(); this._load(); }}></rtcc-list-terms>`;
  }

  /** @param {List} list */
  _remove(list) {
    if (confirm(`Remove ${list.name} with ${list.entries} entries? Reads no longer match it.`)) {
      this._act(() => remove(`plates/hotlists/${encodeURIComponent(list.name)}`), `${list.name} is removed`);
    }
  }

  _form() {
    return html`<section aria-labelledby="file-title"><h2 id="file-title">Replace a list by a file</h2>
      <form class="fields" @submit=${this._import}>
        <label>List <input name="name" required maxlength="64" list="list-names" autocomplete="off"></label>
        <datalist id="list-names">${this._lists.filter((l) => !l.byHand).map((l) => html`<option value=${l.name}></option>`)}</datalist>
        <label>Owner <input name="owner" maxlength="120" placeholder="needed for a new list" autocomplete="off"></label>
        <label>Layout <select name="layout"><option value="">Find it out</option>${this._layouts.map((l) => html`<option>${l}</option>`)}</select></label>
        <label>File, at most 64 MiB <input name="file" type="file" required></label>
        <button class="primary" ?disabled=${this._busy}>${this._busy ? 'Importing…' : 'Import'}</button>
      </form>
      ${this._done ? this._result() : nothing}</section>`;
  }

  _result() {
    const done = this._done;
    return html`<div class="result" role="status"><p><strong>${done.list.name}</strong>: ${done.imported} imported as ${done.layout},
        ${done.faultCount} left out.${done.waits ? html` <strong>Not in force: ${done.waits}.</strong>` : nothing}</p>
      ${done.faults.length ? html`<ul class="faults">${done.faults.map((/** @type {any} */ f) => html`<li>Line ${f.line}: ${f.reason}</li>`)}</ul>` : nothing}</div>`;
  }
}

customElements.define('rtcc-hotlists', RtccHotlists);
