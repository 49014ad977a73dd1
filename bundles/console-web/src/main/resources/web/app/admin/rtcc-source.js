// @ts-check
import {html, nothing} from 'lit';
import {Part} from '../part.js';
import {get, post, put, Problem, remove} from '../api.js';
import {go} from '../router.js';
import {age} from '../format.js';
import {toasts} from '../toast.js';
import {asFile, input, values} from './config-form.js';
import {state} from './words.js';

/** One source: how it is, and its configuration as a form. */
class RtccSource extends Part {
  static properties = {
    sourceId: {}, _form: {state: true}, _values: {state: true}, _source: {state: true}, _faults: {state: true},
    _test: {state: true}, _busy: {state: true}, _fault: {state: true}, _file: {state: true},
  };

  constructor() {
    super();
    this.sourceId = '';
    /** @type {any} */
    this._form = null;
    /** @type {Record<string, string>|null} null where there is no configuration yet */
    this._values = null;
    /** @type {any} */
    this._source = null;
    /** @type {Record<string, string>} */
    this._faults = {};
    /** @type {any} */
    this._test = null;
    this._busy = '';
    this._fault = '';
    this._file = '';
  }

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => this._look(), 2_000);
    this.later(() => clearInterval(timer));
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('sourceId')) this._load();
  }

  get _pluginId() {
    return this.sourceId.split('~')[0];
  }

  async _load() {
    this._fault = '';
    try {
      this._values = await get(`sources/${this.sourceId}/configuration`).then((answer) => answer.values ?? answer, absent);
      this._form = await get(`plugins/${this._pluginId}/form`);
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
    this._look();
  }

  async _look() {
    const all = await get('sources').then((answer) => answer.items, () => null);
    if (all) this._source = all.find((/** @type {any} */ source) => source.id === this.sourceId) ?? null;
  }

  _given() {
    return values(/** @type {HTMLFormElement} */ (this.querySelector('form.config')));
  }

  /** @param {string} what @param {() => Promise<void>} act */
  async _do(what, act) {
    this._busy = what;
    this._fault = '';
    this._faults = {};
    try {
      await act();
    } catch (cause) {
      this._faults = cause instanceof Problem ? Object.fromEntries(cause.errors.map((e) => [e.field, e.reason])) : {};
      this._fault = cause instanceof Error ? cause.message : String(cause);
    } finally {
      this._busy = '';
      this._look();
    }
  }

  /** @param {SubmitEvent} event */
  _save(event) {
    event.preventDefault();
    const given = this._given();
    this._do('save', async () => {
      await put(`sources/${this.sourceId}/configuration`, given);
      this._values = await get(`sources/${this.sourceId}/configuration`).then((answer) => answer.values ?? answer);
      toasts.show(`${this.sourceId} is saved`);
    });
  }

  _try() {
    const given = this._given();
    this._test = null;
    this._do('test', async () => {
      this._test = await post(`sources/${this.sourceId}/test`, {values: given});
    });
  }

  _remove() {
    this._do('remove', async () => {
      await remove(`sources/${this.sourceId}/configuration`);
      toasts.show(`${this.sourceId} is removed`);
      go('/admin/sources');
    });
  }

  /** @param {string} what restart or release */
  _act(what) {
    this._do(what, async () => {
      await post(`sources/${this.sourceId}/${what}`);
    });
  }

  render() {
    return html`<p class="path"><a href="/admin/sources" data-route>Sources</a> › ${this.sourceId}</p>
      <h2>${this.sourceId}</h2>
      ${this._now()}
      ${this._fault ? html`<p class="fault" role="alert">${this._fault}</p>` : nothing}
      ${this._form ? this._config() : nothing}`;
  }

  _now() {
    const source = this._source;
    if (!source) return html`<p class="dim">There is no such source yet: fill in the form, test it, save it.</p>`;
    return html`<p class="now">${state(source.state)} for ${age(source.since)}${source.reason ? html`: ${source.reason}` : nothing}</p>
      <div class="acts">${source.state === 'quarantined'
        ? html`<button class="primary" @click=${() => this._act('release')}>Release from quarantine</button>`
        : html`<button @click=${() => this._act('restart')}>Close and open again</button>`}</div>`;
  }

  _config() {
    const form = this._form;
    const given = this._values ?? {};
    const strangers = Object.keys(given).filter((key) => !form.fields.some((/** @type {any} */ field) => field.key === key));
    return html`<form class="config" novalidate @submit=${this._save}>
      <h3>${form.title}</h3>${form.help ? html`<p class="dim">${form.help}</p>` : nothing}
      ${form.fields.map((/** @type {any} */ field) => input(field, given[field.key], this._faults[field.key]))}
      ${strangers.length ? html`<p class="fault">In the file, and no key of this plugin: ${strangers.join(', ')}. Saving takes them out.</p>` : nothing}
      <div class="acts">
        <button type="button" ?disabled=${Boolean(this._busy)} @click=${this._try}>${this._busy === 'test' ? 'Testing…' : 'Test'}</button>
        <button class="primary" ?disabled=${Boolean(this._busy)}>${this._busy === 'save' ? 'Saving…' : 'Save'}</button>
        <button type="button" @click=${() => (this._file = this._file ? '' : asFile(this._given()) || '# every key has its default')}>Show the .cfg</button>
        ${this._values ? html`<button type="button" @click=${this._remove}>Remove the source</button>` : nothing}
      </div>
      ${this._test ? this._tested(this._test) : nothing}
      ${this._file ? html`<h4>etc/org.watchfloor.source.${this.sourceId}.cfg</h4><pre>${this._file}</pre>` : nothing}
    </form>`;
  }

  /** @param {any} test */
  _tested(test) {
    return html`<div class="tested ${test.works ? 'good' : 'bad'}" role="status">
      <p><strong>${test.works ? '✓ It works' : '✕ It does not work'}</strong> ${test.reason} <span class="dim">after ${test.tookMillis} ms;
        nothing was kept</span></p>
      ${test.signals ? html`<p>${test.signals} signals came meanwhile.</p>` : nothing}
      ${Object.keys(test.diagnostics).length ? html`<dl class="about">${Object.entries(test.diagnostics)
        .map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`)}</dl>` : nothing}
    </div>`;
  }
}

/** @param {unknown} problem @returns {null} */
function absent(problem) {
  if (problem instanceof Problem && problem.status === 404) return null;
  throw problem;
}

customElements.define('rtcc-source', RtccSource);
