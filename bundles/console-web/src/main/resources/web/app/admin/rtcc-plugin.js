// @ts-check
import {html, nothing} from 'lit';
import {Part} from '../part.js';
import {get, post} from '../api.js';
import {go} from '../router.js';
import {onChange} from './list.js';
import {age, words} from '../format.js';
import {toasts} from '../toast.js';
import {fact, permissions, signature, state} from './words.js';
import './rtcc-plan.js';

/** One plugin: what it is, what it may use and uses, what went wrong, and what can be done. */
class RtccPlugin extends Part {
  static properties = {pluginId: {}, _plugin: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    this.pluginId = '';
    /** @type {any} */
    this._plugin = null;
    this._fault = '';
  }

  connectedCallback() {
    super.connectedCallback();
    // each look is in the audit log, so no more often than an administrator can read
    const timer = setInterval(() => this._load(), 30_000);
    this.later(() => clearInterval(timer));
    onChange(this, () => this._load());
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('pluginId')) this._load();
  }

  async _load() {
    try {
      this._plugin = await get(`plugins/${this.pluginId}`);
      this._fault = '';
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    }
  }

  /** @param {string} what rollback-plan or remove-plan */
  async _plan(what) {
    try {
      const plan = await post(`plugins/${this.pluginId}/${what}`);
      /** @type {any} */ (this.querySelector('rtcc-plan')).open(plan);
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {CustomEvent} event */
  _done(event) {
    toasts.show(event.detail);
    if (event.detail.includes('removed')) go('/admin/plugins');
    else this._load();
  }

  render() {
    const plugin = this._plugin;
    return html`<p class="path"><a href="/admin/plugins" data-route>Plugins</a> › ${this.pluginId}</p>
      ${this._fault ? html`<p class="fault" role="alert">${this._fault}</p>` : nothing}
      ${plugin ? this._body(plugin) : nothing}
      <rtcc-plan @done=${this._done}></rtcc-plan>`;
  }

  /** @param {any} plugin */
  _body(plugin) {
    const content = plugin.package;
    return html`<h2>${plugin.name || plugin.id} <span class="dim">${plugin.version}</span></h2>
      <div class="acts">
        <button ?disabled=${!plugin.previous?.length} @click=${() => this._plan('rollback-plan')}>Roll back${plugin.previous?.length
          ? ` to ${plugin.previous[0]}` : ''}</button>
        <button @click=${() => this._plan('remove-plan')}>Remove</button>
      </div>
      <section><h3>What it is</h3><dl class="about">
        ${fact('Vendor', plugin.vendor)}
        ${fact('Trust grade', plugin.grade && html`<strong>${plugin.grade}</strong> ${plugin.gradeMeaning ?? ''}`)}
        ${fact('Quality', plugin.quality)}
        ${fact('Publisher', content?.publisher || plugin.publisher)}
        ${fact('Signature', (content?.signature || plugin.signature) && html`${signature(content?.signature || plugin.signature)} <span class="dim">${content?.signer ?? ''}</span>`)}
        ${fact('Runs', html`${plugin.running === false ? html`<span class="mark bad">✕ ${plugin.trouble}</span>` : html`<span class="mark good">● yes</span>`}
          ${plugin.isolated ? 'in a JVM of its own' : ''}`)}
        ${fact('Came from', plugin.origin)}
        ${fact('Installed', plugin.installedAt && `${age(plugin.installedAt)} ago by ${plugin.installedBy}`)}
      </dl></section>
      ${content ? html`<section><h3>What it asks for</h3>${permissions(content)}</section>` : nothing}
      ${plugin.usage ? this._usage(plugin.usage) : nothing}
      ${this._events(plugin.events ?? [])}
      ${this._ofSources(plugin.sourceStates ?? [])}`;
  }

  /** @param {any} usage */
  _usage(usage) {
    return html`<section><h3>What it uses</h3><dl class="about">
      ${fact('Threads', `${usage.threads} of ${usage.threadsMax}`)}
      ${fact('Signals', `${usage.signalsPerSecond.toFixed(1)} a second, at most ${usage.signalsPerSecondMax}`)}
      ${fact('Memory made', `${(usage.allocatedPerSecond / 1048576).toFixed(1)} MiB a second`)}
      ${fact('Signals refused', usage.refused)}
      ${fact('Calls dropped', usage.dropped)}
    </dl></section>`;
  }

  /** @param {any[]} events */
  _events(events) {
    return html`<section><h3>What went wrong</h3>${events.length ? html`<ol class="events">${events.map((event) => html`<li>
      <time>${age(event.at)} ago</time> <strong>${words(event.kind)}</strong> ${event.sourceId}
      <span>${event.what}</span>${event.lost ? html` <span class="mark bad">Lost: ${event.lost}</span>` : nothing}</li>`)}</ol>`
      : html`<p class="dim">Nothing since the center started.</p>`}</section>`;
  }

  /** @param {any[]} sources */
  _ofSources(sources) {
    return html`<section><h3>Sources</h3>${sources.length ? html`<ul class="of">${sources.map((source) => html`<li>
      <a href="/admin/sources/${source.id}" data-route>${source.id}</a> ${state(source.state)} <span class="dim">${source.reason}</span></li>`)}</ul>`
      : html`<p class="dim">None yet. <a href="/admin/sources" data-route>Add one</a></p>`}</section>`;
  }
}

customElements.define('rtcc-plugin', RtccPlugin);
