// @ts-check
import {html} from 'lit';
import {Part} from '../part.js';
import {ready} from '../router.js';
import './rtcc-plugins.js';
import './rtcc-plugin.js';
import './rtcc-sources.js';
import './rtcc-source.js';
import './rtcc-dead-letters.js';
import './rtcc-routes.js';

const TABS = [
  ['plugins', 'Plugins'], ['sources', 'Sources'], ['dead-letters', 'Dead letters'], ['routes', 'Routes'],
];

/** What administrators do to a center that runs: one tab for each sort of thing. */
class RtccAdmin extends Part {
  static properties = {tab: {}, of: {}, roles: {attribute: false}};

  constructor() {
    super();
    this.tab = 'plugins';
    /** id of the one thing that is looked at; empty for the list */
    this.of = '';
    /** @type {string[]} */
    this.roles = [];
  }

  updated() {
    ready('admin');
  }

  render() {
    return html`<main class="admin">
      <nav aria-label="Administration">
        <h1>Admin</h1>
        <ul>${TABS.map(([tab, words]) => html`<li><a href="/admin/${tab}" data-route
          aria-current=${tab === this.tab ? 'page' : 'false'}>${words}</a></li>`)}</ul>
      </nav>
      <div class="room">${this.roles.includes('admin') ? this._room()
        : html`<p class="none">Only administrators see this. Your roles: ${this.roles.join(', ') || 'none'}.</p>`}</div>
    </main>`;
  }

  _room() {
    switch (this.tab) {
      case 'sources':
        return this.of ? html`<rtcc-source .sourceId=${this.of}></rtcc-source>` : html`<rtcc-sources></rtcc-sources>`;
      case 'dead-letters':
        return html`<rtcc-dead-letters></rtcc-dead-letters>`;
      case 'routes':
        return html`<rtcc-routes></rtcc-routes>`;
      default:
        return this.of ? html`<rtcc-plugin .pluginId=${this.of}></rtcc-plugin>` : html`<rtcc-plugins></rtcc-plugins>`;
    }
  }
}

customElements.define('rtcc-admin', RtccAdmin);
