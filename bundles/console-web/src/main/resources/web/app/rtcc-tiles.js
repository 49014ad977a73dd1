// @ts-check
import {html, nothing} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {Part} from './part.js';
import './rtcc-tile.js';

/**
 * The cameras for an alert, nearest that see the place first.
 * @typedef {import('./cameras.js').Camera} Camera
 */
class RtccTiles extends Part {
  static properties = {
    alert: {attribute: false}, list: {attribute: false}, pictures: {attribute: false}, state: {},
  };

  constructor() {
    super();
    /** @type {{occurredAt: string, title: string, location?: any}|null} */ this.alert = null;
    /** @type {Camera[]} */ this.list = [];
    /** @type {import('./alerts.js').AlertPicture[]} */ this.pictures = [];
    /** @type {'idle'|'looking'|'found'|'failed'} */ this.state = 'idle';
  }

  render() {
    return html`<section class="tiles" aria-label="Cameras">${this._words() ?? this._tiles()}</section>`;
  }

  _words() {
    if (!this.alert) return html`<p class="none">Pick an alert to see the cameras around it. <kbd>J</kbd> picks the most urgent one.</p>`;
    if (!this.alert.location) return html`<p class="none">The alert has no place, so no camera can be found for it.</p>`;
    if (this.list.length) return undefined;
    if (this.state === 'failed') return html`<p class="none">Cameras cannot be looked up at the moment.</p>`;
    return html`<p class="none">${this.state === 'looking' ? 'Looking for cameras…' : 'No live camera within 600 m.'}</p>`;
  }

  _tiles() {
    return html`${repeat(this.list, (camera) => camera.id, (camera, i) => html`<rtcc-tile .camera=${camera}
      .number=${i + 1} .occurredAt=${this.alert?.occurredAt ?? ''}
      .picture=${this.pictures.find((p) => p.cameraId === camera.id) ?? null}></rtcc-tile>`)}${nothing}`;
  }
}

customElements.define('rtcc-tiles', RtccTiles);
