// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {cameraUrl, mediaUrl} from './api.js';
import {shaOf} from './alerts.js';
import {after, distance, timeWithZone} from './format.js';

/** One camera large: moving now, and beside it as it was when it happened. */
class RtccViewer extends Part {
  static properties = {_camera: {state: true}, _picture: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    /** @type {import('./cameras.js').Camera|null} */ this._camera = null;
    /** @type {import('./alerts.js').AlertPicture|null} */ this._picture = null;
    this._occurredAt = '';
    this._fault = false;
  }

  /** @param {{camera?: any, picture?: any, occurredAt: string}} what */
  async open({camera, picture, occurredAt}) {
    this._camera = camera ?? null;
    this._picture = picture ?? null;
    this._occurredAt = occurredAt;
    this._fault = false;
    await this.updateComplete;
    /** @type {HTMLDialogElement} */ (this.querySelector('dialog')).showModal();
  }

  /** A stream that nobody sees must end: its picture is taken off the page. */
  _closed() {
    this._camera = null;
    this._picture = null;
  }

  _about() {
    const camera = this._camera;
    if (!camera) return '';
    const far = camera.metres === undefined ? '' : distance(camera.metres);
    return [far, camera.sees ? 'looks at the place' : '', camera.owner].filter(Boolean).join(' · ');
  }

  render() {
    const camera = this._camera;
    const picture = this._picture;
    return html`<dialog class="viewer" aria-label="Camera" @close=${this._closed}>
      <div class="bar"><h2>${camera?.name ?? picture?.cameraId ?? ''}</h2>
        <span>${this._about()}</span>
        <form method="dialog"><button>Close <kbd>Esc</kbd></button></form></div>
      <div class="pair">
        ${picture ? html`<figure><img src=${mediaUrl(shaOf(picture))} alt="At the time of the alert">
          <figcaption>At the alert ${after(picture.takenAt, this._occurredAt)}, ${timeWithZone(picture.takenAt)}</figcaption></figure>` : nothing}
        ${camera?.sourceId ? html`<figure>${this._fault
          ? html`<p class="blank">The camera's live pictures cannot be shown at the moment.</p>`
          : html`<img src=${cameraUrl(camera.id, 'mjpeg')} alt="Live" @error=${() => (this._fault = true)}>`}
          <figcaption><strong>● LIVE</strong></figcaption></figure>` : nothing}
      </div>
    </dialog>`;
  }
}

customElements.define('rtcc-viewer', RtccViewer);
