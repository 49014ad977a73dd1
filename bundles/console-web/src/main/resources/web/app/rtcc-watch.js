// @ts-check
import {html} from 'lit';
import {Part} from './part.js';
import {alerts, isOpen} from './alerts.js';
import {camerasFor} from './cameras.js';
import {feed} from './events.js';
import {bind} from './keys.js';
import {announce} from './announce.js';
import {go, ready} from './router.js';
import {toasts} from './toast.js';
import {place} from './places.js';
import {severity} from './severity.js';
import {signals} from './signals.js';
import './rtcc-signal.js';
import './rtcc-map.js';
import './rtcc-queue.js';
import './rtcc-tiles.js';
import './rtcc-viewer.js';
import './rtcc-dismiss.js';

const TILES = 4;
/** Which alert was picked, so that coming back from an incident is coming back to it. */
let lastPicked = '';

/** The watch screen: map, queue, cameras. */
class RtccWatch extends Part {
  static properties = {
    _selected: {state: true}, _near: {state: true}, _nearState: {state: true}, _pictures: {state: true}, _item: {state: true},
  };

  constructor() {
    super();
    this._selected = '';
    /** @type {import('./cameras.js').Camera[]} */ this._near = [];
    this._nearState = 'idle';
    /** @type {import('./alerts.js').AlertPicture[]} */ this._pictures = [];
    /** The signal whose card is open. @type {import('./signals.js').Item|null} */ this._item = null;
    this._busy = false;
    /** @type {AbortController|null} */ this._looking = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(alerts, 'changed', () => this._keepUp());
    this.hear(feed, 'entry', (event) => this._hear(event.detail));
    this.later(bind({
      j: () => this._step(1), k: () => this._step(-1), a: () => this._act('acknowledge'),
      o: () => this._act('open'), d: () => this._act('dismiss'), '/': () => this._queue().focusFilter(), Escape: () => (this._item = null),
    }));
    this.later(() => this._looking?.abort());
    if (signals.wanted) this.updateComplete.then(() => this._show());
    else if (lastPicked && alerts.find(lastPicked)) this.updateComplete.then(() => this._pick(lastPicked));
  }

  /** A signal that another screen has sent the analyst here for. */
  _show() {
    this._item = signals.wanted;
    signals.wanted = null;
    const at = this._item?.signal.location;
    if (at) /** @type {any} */ (this.querySelector('rtcc-map')).centre(at, true);
  }

  _queue() {
    return /** @type {any} */ (this.querySelector('rtcc-queue'));
  }

  _alert() {
    return alerts.find(this._selected);
  }

  /** An alert that left the queue stays picked only while it can be undone. */
  _keepUp() {
    this.requestUpdate();
    const alert = this._alert();
    if (this._selected && (!alert || !isOpen(alert))) {
      this._selected = '';
      this._near = [];
    }
  }

  /** @param {import('./events.js').Entry} entry */
  _hear(entry) {
    if (entry.change?.kind === 'alert.pictured' && entry.change.subject === this._selected) this._loadPictures();
  }

  /** @param {number} by */
  _step(by) {
    const list = this._queue().visible().slice(0, 100);
    if (list.length === 0) return;
    const at = list.findIndex((/** @type {any} */ a) => a.id === this._selected);
    const next = at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by));
    this._pick(list[next].id);
    const alert = list[next];
    announce(`${severity(alert.severity).word}: ${alert.title}, ${place(alert)}`);
  }

  /** @param {string} id */
  _pick(id) {
    const alert = alerts.find(id);
    if (!alert) return;
    if (id !== this._selected) {
      this._selected = id;
      lastPicked = id;
      this._pictures = alert.pictures ?? [];
      this._loadPictures();
      this._loadNear(alert);
    }
    if (alert.location) /** @type {any} */ (this.querySelector('rtcc-map')).centre(alert.location);
  }

  async _loadPictures() {
    const id = this._selected;
    try {
      const alert = await alerts.detail(id);
      if (id === this._selected) this._pictures = alert.pictures ?? [];
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {import('./alerts.js').Alert} alert */
  async _loadNear(alert) {
    this._looking?.abort();
    this._near = [];
    this._nearState = alert.location ? 'looking' : 'idle';
    if (!alert.location) return;
    const looking = new AbortController();
    this._looking = looking;
    try {
      this._near = await camerasFor(alert.location, TILES, looking.signal);
      this._nearState = 'found';
    } catch {
      if (!looking.signal.aborted) this._nearState = 'failed';
    }
  }

  /** @param {'acknowledge'|'open'|'dismiss'} act @param {string} [id] */
  async _act(act, id = this._selected) {
    const alert = alerts.find(id);
    if (!alert || this._busy) return;
    if (act === 'dismiss') {
      if (alert.state === 'incident') toasts.show('It is part of an incident: close the incident instead.', {bad: true});
      else /** @type {any} */ (this.querySelector('rtcc-dismiss')).open(alert);
      return;
    }
    if (act === 'acknowledge' && alert.state !== 'new') return;
    this._busy = true;
    try {
      const answer = await alerts.act(id, act);
      if (act === 'open') go(`/incident/${answer.id}`);
      else announce(`Acknowledged: ${alert.title}`);
    } catch (cause) {
      toasts.failed(cause);
      alerts.refresh();
    } finally {
      this._busy = false;
    }
  }

  /** @param {{id: string, reason: string, text: string}} dismissal */
  async _dismiss({id, reason, text}) {
    const title = alerts.find(id)?.title ?? 'Alert';
    const list = this._queue().visible();
    const at = list.findIndex((/** @type {any} */ a) => a.id === id);
    const next = list[at + 1] ?? list[at - 1];
    try {
      await alerts.act(id, 'dismiss', {reason, text});
      toasts.show(`Dismissed: ${title}`, {seconds: 10, action: 'Undo', run: () => this._undo(id)});
      if (next) this._pick(next.id);
    } catch (cause) {
      toasts.failed(cause);
      alerts.refresh();
    }
  }

  /** @param {string} id */
  async _undo(id) {
    try {
      await alerts.act(id, 'undo');
      this._pick(id);
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  render() {
    const alert = this._alert() ?? null;
    return html`<main class="watch">
      <h1 class="aloud">Watch</h1>
      <div class="map-room">
        <rtcc-map .alerts=${alerts.sorted()} .selected=${this._selected} .marks=${this._near.map((c) => c.id)} .looked=${this._item}
          @pick=${(/** @type {any} */ e) => this._pick(e.detail)} @look=${(/** @type {any} */ e) => (this._item = e.detail)}
          @drawn=${() => ready('watch')}></rtcc-map>
        <rtcc-signal .item=${this._item} @shut=${() => (this._item = null)}
          @pick=${(/** @type {any} */ e) => this._pick(e.detail)}></rtcc-signal>
      </div>
      <rtcc-tiles .alert=${alert} .list=${this._near} .pictures=${this._pictures} .state=${this._nearState}
        @enlarge=${(/** @type {any} */ e) => /** @type {any} */ (this.querySelector('rtcc-viewer')).open(e.detail)}></rtcc-tiles>
      <rtcc-queue .selected=${this._selected} @pick=${(/** @type {any} */ e) => this._pick(e.detail)}
        @act=${(/** @type {any} */ e) => this._act(e.detail.act, e.detail.id)}></rtcc-queue>
      <rtcc-dismiss @dismiss=${(/** @type {any} */ e) => this._dismiss(e.detail)}></rtcc-dismiss>
      <rtcc-viewer></rtcc-viewer>
    </main>`;
  }
}

customElements.define('rtcc-watch', RtccWatch);
