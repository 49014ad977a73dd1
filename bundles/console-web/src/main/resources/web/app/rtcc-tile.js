// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {mediaUrl} from './api.js';
import {shaOf} from './alerts.js';
import {after, distance} from './format.js';
import {LivePicture} from './live-picture.js';

/** One camera: what it sees now, and what it saw when it happened. Says `enlarge`. */
class RtccTile extends Part {
  static properties = {camera: {attribute: false}, picture: {attribute: false}, occurredAt: {}, number: {type: Number}};

  constructor() {
    super();
    /** @type {import('./cameras.js').Camera|null} */ this.camera = null;
    /** @type {import('./alerts.js').AlertPicture|null} */ this.picture = null;
    this.occurredAt = '';
    this.number = 0;
    /** @type {LivePicture|null} */ this._live = null;
    this._liveId = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this._live?.stop();
    this._live = null;
    this._liveId = '';
  }

  willUpdate() {
    const id = this.camera?.sourceId ? this.camera.id : '';
    if (id === this._liveId || !this.isConnected) return;
    this._live?.stop();
    this._liveId = id;
    this._live = id ? new LivePicture(id) : null;
    this._live?.addEventListener('changed', () => this.requestUpdate());
  }

  render() {
    const camera = this.camera;
    if (!camera) return nothing;
    const seen = this.picture ? after(this.picture.takenAt, this.occurredAt) : '';
    return html`<button class="tile" @click=${this._enlarge} aria-label="Enlarge ${camera.name}">
      <span class="screen">${this._screen()}</span>
      ${this.picture
        ? html`<span class="then"><img src=${mediaUrl(shaOf(this.picture))} alt=""><span>at alert ${seen}</span></span>` : nothing}
      <span class="caption">
        <span class="number" aria-hidden="true">${this.number}</span>
        <span class="name">${camera.name}</span>
        <span class="far">${camera.metres === undefined ? '' : distance(camera.metres)}${camera.sees ? ', looks at the place' : ''}</span>
      </span>
      ${this._age()}
    </button>`;
  }

  _screen() {
    const live = this._live;
    if (live?.url) return html`<img src=${live.url} alt="Live picture">`;
    if (live?.fault) return html`<span class="blank">No picture. ${live.fault}</span>`;
    return html`<span class="blank">${live ? 'Asking the camera…' : 'Gives no live picture'}</span>`;
  }

  _age() {
    const live = this._live;
    if (!live?.at) return html`<span class="live off">${live ? '' : 'not live'}</span>`;
    const seconds = (Date.now() - live.at) / 1000;
    return seconds < 4 && !live.fault
      ? html`<span class="live on">● LIVE</span>`
      : html`<span class="live old">${Math.round(seconds)} s old</span>`;
  }

  _enlarge() {
    this.dispatchEvent(new CustomEvent('enlarge', {
      bubbles: true, detail: {camera: this.camera, picture: this.picture, occurredAt: this.occurredAt},
    }));
  }
}

customElements.define('rtcc-tile', RtccTile);
