// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {cameras} from './cameras.js';
import {GROUND, ground} from './map-style.js';
import {isVector, tileSet, tileUrl} from './tilesets.js';
import {alertStyle, cameraStyle, markedCameraStyle, markedViewStyle, signalStyle} from './map-marks.js';
import {CAMERAS, signals} from './signals.js';
import {pathFeatures, pathStyle} from './map-path.js';
import './rtcc-layers.js';

const ol = /** @type {any} */ (globalThis).ol;
const {fromLonLat} = ol.proj;

/** An operator who moved the map is looking at something: it is not taken away for so long. */
const HANDS_OFF_MILLIS = 10_000;
const CLOSE_ZOOM = 16.5;
const MAX_ZOOM = 19;

/**
 * The map: ground, cameras, signals, alerts. The only file that knows which engine draws it. Says
 * `pick` with the id of an alert, `look` with a signal, and `drawn` once everything is on the screen.
 */
class RtccMap extends Part {
  static properties = {
    alerts: {attribute: false}, selected: {}, marks: {attribute: false}, looked: {attribute: false}, path: {attribute: false},
    _sets: {state: true}, _attribution: {state: true},
  };

  constructor() {
    super();
    /** @type {import('./alerts.js').Alert[]} */ this.alerts = [];
    this.selected = '';
    /** Cameras that have a tile, in the order of the tiles. @type {string[]} */ this.marks = [];
    /** @type {boolean|undefined} whether there is any ground; undefined until known */
    this._sets = undefined;
    this._attribution = '';
    this._movedAt = 0;
    this._home = {center: [0, 0], zoom: 2};
    this._located = false;
    /** The signal whose card is open, if its kind is on the map or not. @type {import('./signals.js').Item|null} */ this.looked = null;
    /** Plate reads that were found. @type {import('./map-path.js').Read[]} */ this.path = [];
    this._pathSource = new ol.source.Vector();
    this._alertSource = new ol.source.Vector();
    this._signalSource = new ol.source.Vector();
    this._cameraSource = new ol.source.Vector();
    this._markSource = new ol.source.Vector();
    /** @type {any} */ this._map = null;
  }

  firstUpdated() {
    const target = /** @type {HTMLElement} */ (this.querySelector('.ground'));
    this._map = new ol.Map({
      target,
      layers: [
        (this._cameraLayer = new ol.layer.Vector({source: this._cameraSource, style: cameraStyle, updateWhileInteracting: false})),
        new ol.layer.Vector({source: this._markSource, style: markedViewStyle}),
        new ol.layer.Vector({source: this._signalSource, style: signalStyle}),
        new ol.layer.Vector({source: this._alertSource, style: alertStyle}),
        new ol.layer.Vector({source: this._markSource, style: markedCameraStyle}),
        new ol.layer.Vector({source: this._pathSource, style: pathStyle}),
      ],
      view: new ol.View({center: [0, 0], zoom: 2, maxZoom: MAX_ZOOM, minZoom: 2, enableRotation: false}),
      controls: [new ol.control.ScaleLine({minWidth: 80})],
    });
    this._wire(target);
    this._showCameras();
    this._showAlerts();
    this._showSignals();
    this._showMarks();
    this._loadGround();
    this.hear(signals, 'changed', () => this._showSignals());
    this.hear(cameras, 'changed', () => {
      this._showCameras();
      this._showMarks();
    });
    this.later(() => this._map.setTarget(null));
  }

  /** @param {HTMLElement} target */
  _wire(target) {
    const moved = () => (this._movedAt = Date.now());
    this._map.on('pointerdrag', moved);
    target.addEventListener('wheel', moved, {passive: true});
    target.addEventListener('keydown', moved);
    this._map.on('click', (/** @type {any} */ event) => this._click(event));
    this._map.on('pointermove', (/** @type {any} */ event) => {
      if (!event.dragging) target.classList.toggle('over', Boolean(this._thingAt(event.pixel)));
    });
  }

  /** The alert or signal on top. @param {number[]} pixel */
  _thingAt(pixel) {
    return this._map.forEachFeatureAtPixel(pixel, (/** @type {any} */ f) => (f.get('alert') || f.get('item') ? f : undefined), {hitTolerance: 4});
  }

  /** @param {any} event */
  _click(event) {
    const thing = this._thingAt(event.pixel);
    if (thing?.get('alert')) this.dispatchEvent(new CustomEvent('pick', {detail: thing.get('alert').id}));
    else if (thing) this.dispatchEvent(new CustomEvent('look', {detail: thing.get('item')}));
  }

  async _loadGround() {
    const set = await tileSet().catch(() => null);
    if (!this.isConnected) return;
    this._sets = Boolean(set);
    if (set) this._useSet(set);
    else this._useNothing();
    this._map.once('rendercomplete', () => this.dispatchEvent(new Event('drawn')));
    this._map.render();
  }

  /** @param {any} set */
  _useSet(set) {
    this._attribution = set.attribution;
    const url = tileUrl(set);
    const grid = {minZoom: set.minzoom, maxZoom: set.maxzoom};
    const layer = isVector(set)
      ? new ol.layer.VectorTile({
          source: new ol.source.VectorTile({
            url, format: new ol.format.MVT(), tileGrid: ol.tilegrid.createXYZ({...grid, tileSize: 512}),
          }),
          style: ground, declutter: true, background: GROUND,
        })
      : new ol.layer.Tile({source: new ol.source.XYZ({url, ...grid}), background: GROUND});
    this._map.getLayers().insertAt(0, layer);
    this._setHome(set);
  }

  /** @param {any} set */
  _setHome(set) {
    const [w, s, e, n] = set.bounds ?? [];
    const view = this._map.getView();
    if (set.center) {
      this._home = {center: fromLonLat(set.center.slice(0, 2)), zoom: Math.max(set.center[2], 12.5)};
    } else if (set.bounds) {
      this._home = {center: fromLonLat([(w + e) / 2, (s + n) / 2]), zoom: 13};
    }
    view.setMinZoom(Math.max(2, set.minzoom - 1));
    if (!this._located) this._go(this._home, false);
  }

  _useNothing() {
    const lines = new ol.style.Stroke({color: 'rgb(120 140 160 / 0.22)', width: 1});
    const text = new ol.style.Text({font: '11px system-ui', fill: new ol.style.Fill({color: '#8190a0'})});
    this._map.getLayers().insertAt(0, new ol.layer.Graticule({
      strokeStyle: lines, showLabels: true, wrapX: false, lonLabelStyle: text, latLabelStyle: text,
    }));
    this._fitEverything();
  }

  _fitEverything() {
    if (this._sets !== false || this._located) return;
    const extent = ol.extent.createEmpty();
    for (const source of [this._cameraSource, this._alertSource]) {
      if (source.getFeatures().length) ol.extent.extend(extent, source.getExtent());
    }
    if (ol.extent.isEmpty(extent)) return;
    this._map.getView().fit(extent, {padding: [60, 60, 60, 60], maxZoom: 15});
    const view = this._map.getView();
    this._home = {center: view.getCenter(), zoom: view.getZoom()};
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (!this._map) return;
    if (changed.has('alerts') || changed.has('selected')) this._showAlerts();
    if (changed.has('looked')) this._showSignals();
    if (changed.has('marks')) this._showMarks();
    if (changed.has('path')) this._showPath();
  }

  _showAlerts() {
    const kept = new Set();
    for (const alert of this.alerts) {
      if (!alert.location) continue;
      kept.add(alert.id);
      const selected = alert.id === this.selected;
      let feature = this._alertSource.getFeatureById(alert.id);
      if (feature && feature.get('alert') === alert && feature.get('selected') === selected) continue;
      if (!feature) {
        feature = new ol.Feature();
        feature.setId(alert.id);
        this._alertSource.addFeature(feature);
      }
      feature.setProperties({alert, selected, geometry: new ol.geom.Point(fromLonLat(alert.location.coordinates))});
    }
    for (const feature of this._alertSource.getFeatures()) {
      if (!kept.has(feature.getId())) this._alertSource.removeFeature(feature);
    }
    this._fitEverything();
  }

  _showSignals() {
    this._cameraLayer.setVisible(signals.shows(CAMERAS));
    const items = signals.visible();
    const looked = this.looked;
    if (looked?.signal.location && !items.some((item) => item.number === looked.number)) items.push(looked);
    this._signalSource.clear(true);
    this._signalSource.addFeatures(items.map((item) => new ol.Feature({
      item, selected: item.number === looked?.number,
      geometry: new ol.geom.Point(fromLonLat(/** @type {any} */ (item.signal.location).coordinates)),
    })));
  }

  _showPath() {
    this._pathSource.clear(true);
    this._pathSource.addFeatures(pathFeatures(this.path));
    if (this.path.length === 0 || this._pathSource.isEmpty()) return;
    this._located = true;
    this._map.getView().fit(this._pathSource.getExtent(), {padding: [60, 60, 60, 60], maxZoom: CLOSE_ZOOM});
  }

  _showCameras() {
    this._cameraSource.clear(true);
    this._cameraSource.addFeatures([...cameras.byId.values()].map((camera) => new ol.Feature({
      camera, geometry: new ol.geom.Point(fromLonLat(camera.location.coordinates)),
    })));
    this._fitEverything();
  }

  _showMarks() {
    this._markSource.clear(true);
    const at = this.alerts.find((alert) => alert.id === this.selected)?.location?.coordinates;
    const alertAt = at ? fromLonLat(at) : undefined;
    this._markSource.addFeatures(this.marks.flatMap((id, i) => {
      const camera = cameras.byId.get(id);
      return camera ? [new ol.Feature({
        camera, number: i + 1, alertAt, geometry: new ol.geom.Point(fromLonLat(camera.location.coordinates)),
      })] : [];
    }));
  }

  /**
   * Brings a place to the middle, unless the operator moved the map just now.
   * @param {import('./format.js').Point} point
   * @param {boolean} [always]
   */
  centre(point, always = false) {
    if (!always && Date.now() - this._movedAt < HANDS_OFF_MILLIS) return;
    const zoom = Math.max(this._map?.getView().getZoom() ?? 0, CLOSE_ZOOM);
    this._go({center: fromLonLat(point.coordinates), zoom}, this._located);
    this._located = true;
  }

  /** @param {{center: number[], zoom: number}} to @param {boolean} smoothly */
  _go(to, smoothly) {
    const view = this._map.getView();
    view.cancelAnimations();
    if (smoothly && !matchMedia('(prefers-reduced-motion: reduce)').matches) view.animate({...to, duration: 350});
    else {
      view.setCenter(to.center);
      view.setZoom(to.zoom);
    }
  }

  /** @param {number} by */
  _zoom(by) {
    this._movedAt = Date.now();
    this._map.getView().adjustZoom(by);
  }

  render() {
    return html`<div class="map">
      <div class="ground" tabindex="0" role="application" aria-label="Map. Arrow keys move it, plus and minus zoom. Everything on it is in the queue too."></div>
      <div class="zoom">
        <button aria-label="Zoom in" @click=${() => this._zoom(1)}>+</button>
        <button aria-label="Zoom out" @click=${() => this._zoom(-1)}>−</button>
        <button aria-label="The whole city" title="The whole city" @click=${() => { this._movedAt = Date.now(); this._go(this._home, true); }}>⌂</button>
      </div>
      ${this._sets === false
        ? html`<p class="no-ground">No map of the city is installed. Places are right, streets are missing.
            Put an .mbtiles file into <code>data/watchfloor/maps</code>.</p>` : nothing}
      <rtcc-layers></rtcc-layers>
      <div class="legend" aria-hidden="true"><span class="own">● live camera</span><span>□ other camera</span></div>
      ${this._attribution ? html`<p class="attribution">${this._attribution}</p>` : nothing}
    </div>`;
  }
}

customElements.define('rtcc-map', RtccMap);
