// @ts-check
import {html, nothing} from 'lit';
import {List} from './list.js';
import {age} from '../format.js';
import {state} from './words.js';

/** The routes that run: of sources, and those of files in etc/routes. */
class RtccRoutes extends List {
  constructor() {
    super();
    this.path = 'routes';
  }

  render() {
    return html`<h2>Routes</h2>
      <p class="dim">A file in <code>etc/routes</code> runs as soon as it lies there; what is wrong with one stands here.</p>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${!this.items ? html`<p class="none">Loading…</p>` : !this.items.length ? html`<p class="none">No route runs.</p>` : this._table(this.items)}`;
  }

  /** @param {any[]} routes */
  _table(routes) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Routes"><table>
      <thead><tr><th scope="col">Of</th><th scope="col">Route</th><th scope="col">From</th><th scope="col">State</th>
        <th scope="col">Since</th><th scope="col">Done</th><th scope="col">Failed</th></tr></thead>
      <tbody>${routes.map((route) => html`<tr><th scope="row">${route.contributor}</th><td>${route.id}</td>
        <td><code>${route.from}</code></td><td>${state(route.state)}${route.reason ? html`<p class="fault">${route.reason}</p>` : nothing}</td>
        <td>${age(route.since)}</td><td>${route.done}</td><td>${route.failed}</td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define('rtcc-routes', RtccRoutes);
