// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {get, mediaUrl, post, Problem} from './api.js';
import {alerts, shaOf} from './alerts.js';
import {cameras, camerasFor} from './cameras.js';
import {feed} from './events.js';
import {bind} from './keys.js';
import {after, age, dayOf, distance, readable, timeOf, timeWithZone, words} from './format.js';
import {coordinates, place, places} from './places.js';
import {severity, symbol} from './severity.js';
import {go, ready} from './router.js';
import {toasts} from './toast.js';
import './rtcc-map.js';
import './rtcc-tiles.js';
import './rtcc-viewer.js';
import './rtcc-close.js';
import {isLead} from './rtcc-lead.js';

const TILES = 4;

/** One incident: where, what was seen, what was done, and a place to write. */
class RtccIncident extends Part {
  static properties = {incidentId: {}, _incident: {state: true}, _near: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    this.incidentId = '';
    /** @type {any} */ this._incident = null;
    /** @type {import('./cameras.js').Camera[]} */ this._near = [];
    this._fault = '';
    /** @type {number|undefined} */ this._timer;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    this.hear(feed, 'entry', (event) => this._hear(event.detail));
    this.hear(feed, 'caught-up', () => this._load());
    this.hear(places, 'changed', () => this.requestUpdate());
    this.later(bind({
      w: () => go('/watch'), o: () => this._take(), c: () => this._close(),
      n: () => /** @type {HTMLElement|null} */ (this.querySelector('textarea'))?.focus(),
    }));
    this.later(() => clearTimeout(this._timer));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('incidentId')) {
      this._incident = null;
      this._near = [];
      this._load();
    }
  }

  /** @param {import('./events.js').Entry} entry */
  _hear(entry) {
    const subject = entry.change?.subject;
    const mine = subject === this.incidentId || this._incident?.alertIds?.includes(subject);
    if (!mine || this._timer !== undefined) return;
    this._timer = window.setTimeout(() => {
      this._timer = undefined;
      this._load();
    }, 200);
  }

  async _load() {
    const id = this.incidentId;
    try {
      const incident = await get(`incidents/${encodeURIComponent(id)}`);
      if (id !== this.incidentId) return;
      const first = !this._incident;
      this._incident = incident;
      this._fault = '';
      await this.updateComplete;
      if (first && incident.location) {
        /** @type {any} */ (this.querySelector('rtcc-map'))?.centre(incident.location, true);
        const near = await camerasFor(incident.location, TILES, AbortSignal.timeout(10_000));
        if (id === this.incidentId) this._near = near;
      }
    } catch (cause) {
      if (this._incident) return; // the link light says why it is not new
      this._fault = cause instanceof Problem && cause.status === 404 ? `There is no incident ${id}.` : String(cause);
      ready('incident');
    }
  }

  async _take() {
    const open = this._incident?.alerts?.find((/** @type {any} */ a) => a.state === 'new' || a.state === 'owned');
    if (!open) return;
    try {
      await alerts.act(open.id, 'open');
      await this._load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  _close() {
    if (this._incident && this._incident.state !== 'closed') {
      /** @type {any} */ (this.querySelector('rtcc-close')).open(this._incident.title);
    }
  }

  /** @param {string} outcome */
  async _closed(outcome) {
    try {
      await post(`incidents/${encodeURIComponent(this.incidentId)}/close`, {outcome});
      toasts.show('Incident closed.');
      await this._load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {Event} event */
  async _note(event) {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (this.querySelector('#note'));
    const text = field.value.trim();
    if (!text) return;
    try {
      await post(`incidents/${encodeURIComponent(this.incidentId)}/notes`, {text});
      field.value = '';
      await this._load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {KeyboardEvent} event */
  _noteKey(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this._note(event);
    else if (event.key === 'Escape') /** @type {HTMLElement} */ (event.target).blur();
  }

  render() {
    const incident = this._incident;
    if (!incident) {
      return html`<main class="incident"><p class="none">${this._fault || 'Opening the incident…'}
        ${this._fault ? html`<a href="/watch" data-route>To the watch screen</a>` : nothing}</p></main>`;
    }
    const lead = incident.alerts[0];
    return html`<main class="incident">
      ${this._head(incident)}
      <rtcc-map .alerts=${incident.alerts} .selected=${lead?.id ?? ''} .marks=${this._near.map((c) => c.id)}
        @drawn=${() => ready('incident')}></rtcc-map>
      <rtcc-tiles .alert=${{occurredAt: lead?.occurredAt ?? incident.startedAt, title: incident.title, location: incident.location}}
        .list=${this._near} .pictures=${incident.pictures} state="found" @enlarge=${(/** @type {any} */ e) => this._enlarge(e.detail)}></rtcc-tiles>
      <div class="side" tabindex="0" role="region" aria-label="Facts, pictures and timeline">${this._facts(incident)}${this._pictures(incident)}${this._timeline(incident)}</div>
      <rtcc-viewer></rtcc-viewer>
      <rtcc-close @close-incident=${(/** @type {any} */ e) => this._closed(e.detail)}></rtcc-close>
    </main>`;
  }

  /** @param {any} incident */
  _head(incident) {
    const {word} = severity(incident.severity);
    const kind = incident.alerts[0]?.kind ?? 'other';
    return html`<div class="head ${incident.severity}">
      <a class="back" href="/watch" data-route>← Watch <kbd>W</kbd></a>
      <img src=${symbol(incident.severity, kind)} alt="" width="34" height="34">
      <div><h1>${incident.title}</h1>
        <p><span class="word">${word}</span> ${this._where(incident)}${incident.id} · started ${timeWithZone(incident.startedAt)}${dayOf(incident.startedAt) ? `, ${dayOf(incident.startedAt)}` : ''} (${age(incident.startedAt)} ago)</p></div>
      <span class="badge ${incident.state}">${words(incident.state)}${incident.lead ? `, lead ${incident.lead}` : ''}</span>
      ${incident.state === 'unverified' ? html`<button class="primary" @click=${this._take}>Take it <kbd>O</kbd></button>` : nothing}
      ${incident.state === 'closed' ? nothing : html`<button @click=${this._close}>Close… <kbd>C</kbd></button>`}
    </div>`;
  }

  /** @param {any} incident */
  _where(incident) {
    if (!incident.location) return nothing;
    const where = place(incident.alerts[0]?.facts ? {...incident.alerts[0], location: incident.location} : incident);
    return html`<strong title=${coordinates(incident.location)}>${where}</strong> · `;
  }

  /** @param {any} incident */
  _facts(incident) {
    const first = incident.alerts.find((/** @type {any} */ a) => isLead(a));
    return html`<section class="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Facts</h2>
      ${incident.alerts.map((/** @type {any} */ alert) => html`<div class="alert-facts">
        <h3>${alert.title} <span>${timeOf(alert.occurredAt)}</span></h3>
        ${alert.summary ? html`<p>${alert.summary}</p>` : nothing}
        ${isLead(alert) ? html`<rtcc-lead .alert=${alert} ?keys=${alert === first}></rtcc-lead>` : nothing}
        <dl>${readable(alert.facts).map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>
      </div>`)}
    </section>`;
  }

  /** @param {any} incident */
  _pictures(incident) {
    if (incident.pictures.length === 0) return nothing;
    const start = incident.alerts[0]?.occurredAt ?? incident.startedAt;
    return html`<section class="pictures" aria-labelledby="pictures-title">
      <h2 id="pictures-title">Pictures <span>${incident.pictures.length}</span></h2>
      <ul>${incident.pictures.map((/** @type {any} */ p) => html`<li><button @click=${() => this._enlarge({camera: this._camera(p.cameraId), picture: p, occurredAt: start})}
        aria-label="Enlarge the picture of ${this._camera(p.cameraId)?.name ?? p.cameraId}">
        <img src=${mediaUrl(shaOf(p))} alt="" loading="lazy">
        <span>${this._camera(p.cameraId)?.name ?? p.cameraId}</span><span>${after(p.takenAt, start)} · ${distance(p.metres)}</span></button></li>`)}</ul>
    </section>`;
  }

  /** @param {string} id */
  _camera(id) {
    const known = [...this._near, ...this._incident.cameras];
    return known.find((camera) => camera.id === id) ?? cameras.byId.get(id);
  }

  /** @param {any} incident */
  _timeline(incident) {
    const lines = [...incident.timeline].reverse();
    return html`<section class="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline <span>newest first</span></h2>
      ${incident.state === 'closed' ? nothing : html`<form @submit=${this._note}>
        <label class="aloud" for="note">Note</label>
        <textarea id="note" rows="2" maxlength="4000" placeholder="Write a note. Enter saves it." @keydown=${this._noteKey}></textarea>
        <button>Save note</button></form>`}
      <ol>${lines.map((line) => html`<li class=${line.kind}>
        <time datetime=${line.at}>${timeOf(line.at)}</time>
        <span class="what">${line.text}</span>
        <span class="by">${line.by}${dayOf(line.at) ? ` · ${dayOf(line.at)}` : ''}</span></li>`)}</ol>
    </section>`;
  }

  /** @param {any} what */
  _enlarge(what) {
    /** @type {any} */ (this.querySelector('rtcc-viewer')).open(what);
  }
}

customElements.define('rtcc-incident', RtccIncident);
