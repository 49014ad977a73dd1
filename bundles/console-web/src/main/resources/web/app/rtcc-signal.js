// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {alerts} from './alerts.js';
import {age, dayOf, timeOf} from './format.js';
import {kinds} from './kinds.js';
import {coordinates, place, places} from './places.js';
import {severity, symbol} from './severity.js';
import {alertOf} from './signals.js';

/** @typedef {import('./signals.js').Item} Item */

/** What one signal says, beside the map. Says `shut`, and `pick` with the id of its alert. */
class RtccSignal extends Part {
  static properties = {item: {attribute: false}};

  constructor() {
    super();
    /** @type {Item|null} */ this.item = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    for (const target of [alerts, kinds, places]) this.hear(target, 'changed', () => this.requestUpdate());
  }

  render() {
    const item = this.item;
    if (!item) return nothing;
    const {signal} = item;
    return html`<section class="signal-card ${signal.severity}" aria-labelledby="signal-title">
      <div class="bar">
        <img src=${symbol(signal.severity, signal.kind)} alt="" width="30" height="30">
        <div><p class="top"><span class="word">${severity(signal.severity).word}</span>
            <time datetime=${signal.occurredAt} title=${timeOf(signal.occurredAt)}>${age(signal.occurredAt)} ago</time></p>
          <h2 id="signal-title">${kinds.title(signal.kind)}</h2></div>
        <button class="quiet" aria-label="Close" @click=${() => this.dispatchEvent(new Event('shut'))}>✕</button>
      </div>
      ${said(item)}
      ${this._links(item)}
    </section>`;
  }

  /** @param {Item} item */
  _links(item) {
    const alert = alertOf(item);
    if (!alert) return nothing;
    return html`<div class="acts">
      <button @click=${() => this.dispatchEvent(new CustomEvent('pick', {detail: alert.id}))}>Its alert</button>
      ${alert.incidentId ? html`<a href="/incident/${alert.incidentId}" data-route>Incident ${alert.incidentId}</a>` : nothing}
    </div>`;
  }
}

/** Summary and fields of a signal. @param {Item} item */
export function said(item) {
  const {signal} = item;
  const fields = kinds.readable(signal);
  const where = signal.location ? `${place({location: signal.location})}, ${coordinates(signal.location)}` : '';
  return html`<p class="summary">${item.summary}</p>
    ${fields.length ? html`<dl>${fields.map(([k, v]) => html`<div><dt>${k}</dt><dd>${v}</dd></div>`)}</dl>` : nothing}
    <dl class="origin">
      ${where ? html`<div><dt>Place</dt><dd>${where}</dd></div>` : nothing}
      ${signal.device ? html`<div><dt>Device</dt><dd>${signal.device}</dd></div>` : nothing}
      <div><dt>Source</dt><dd>${item.sourceId}</dd></div>
      <div><dt>Happened</dt><dd>${dayOf(signal.occurredAt)} ${timeOf(signal.occurredAt)}</dd></div>
      <div><dt>Number</dt><dd>${item.number}</dd></div>
    </dl>`;
}

customElements.define('rtcc-signal', RtccSignal);
