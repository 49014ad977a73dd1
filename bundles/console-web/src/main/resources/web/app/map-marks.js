// @ts-check
/** How cameras, signals and alerts are drawn on the ground. */
import {severity, symbol} from './severity.js';

const ol = /** @type {any} */ (globalThis).ol;
const {Style, Fill, Stroke, Text, Icon, Circle, RegularShape} = ol.style;
const {fromLonLat} = ol.proj;

const LABEL = '600 13px system-ui, "Segoe UI", Roboto, sans-serif';
/** Metres a pixel: nearer than this, a camera shows where it looks. */
const VIEW_RESOLUTION = 1.6;

const OWN = {colour: '#7fd1ae', view: 'rgb(127 209 174 / 0.13)', line: 'rgb(127 209 174 / 0.45)'};
const OTHERS = {colour: '#6f7c90', view: 'rgb(143 155 179 / 0.08)', line: 'rgb(143 155 179 / 0.3)'};

/** @type {Map<string, any>} */
const dots = new Map();

/** @param {any} camera */
function live(camera) {
  return Boolean(camera.sourceId);
}

/** @param {any} feature @param {number} resolution */
export function cameraStyle(feature, resolution) {
  const camera = feature.get('camera');
  const size = resolution > 40 ? 0 : resolution > 3 ? 2.4 : 4.5;
  // two thousand residents' cameras would hide the city: they are there once streets are apart
  if (size === 0 || (!live(camera) && resolution > 3)) return undefined;
  const dot = cameraDot(live(camera), size);
  if (resolution > VIEW_RESOLUTION) return dot;
  const look = live(camera) ? OWN : OTHERS;
  return [new Style({
    geometry: viewOf(camera), fill: new Fill({color: look.view}), stroke: new Stroke({color: look.line, width: 1}), zIndex: 1,
  }), dot];
}

/** Live cameras are filled rounds, others hollow squares: not by colour alone. @param {boolean} isLive @param {number} size */
function cameraDot(isLive, size) {
  const key = `${isLive} ${size}`;
  let style = dots.get(key);
  if (!style) {
    const image = isLive
      ? new Circle({radius: size, fill: new Fill({color: OWN.colour}), stroke: new Stroke({color: '#0d1117', width: 1})})
      : new RegularShape({points: 4, angle: Math.PI / 4, radius: size, stroke: new Stroke({color: OTHERS.colour, width: 1})});
    style = new Style({image, zIndex: isLive ? 3 : 2});
    dots.set(key, style);
  }
  return style;
}

/** @type {WeakMap<object, any>} */
const views = new WeakMap();

/** What a camera sees, as a piece of pie. @param {any} camera */
function viewOf(camera) {
  let geometry = views.get(camera);
  if (!geometry) {
    const [lon, lat] = camera.location.coordinates;
    const [x, y] = fromLonLat([lon, lat]);
    // Web Mercator stretches by 1/cos(latitude)
    const radius = camera.rangeMetres / Math.cos((lat * Math.PI) / 180);
    const ring = camera.fieldOfView >= 360 ? [] : [[x, y]];
    const from = camera.heading - camera.fieldOfView / 2;
    const steps = Math.max(4, Math.ceil(camera.fieldOfView / 8));
    for (let i = 0; i <= steps; i++) {
      const angle = ((from + (camera.fieldOfView * i) / steps) * Math.PI) / 180;
      ring.push([x + radius * Math.sin(angle), y + radius * Math.cos(angle)]);
    }
    ring.push(ring[0]);
    geometry = new ol.geom.Polygon([ring]);
    views.set(camera, geometry);
  }
  return geometry;
}

/** Pixels within which the number of a camera would lie on the alert's symbol, and how far it is then moved behind the camera. */
const TOO_CLOSE = 34;
const STEP_BACK = 42;

/**
 * A camera whose picture is in a tile, with the tile's number.
 * @param {any} feature
 * @param {number} resolution
 */
export function markedCameraStyle(feature, resolution) {
  const camera = feature.get('camera');
  const [x, y] = feature.getGeometry().getCoordinates();
  const [ax, ay] = feature.get('alertAt') ?? [Infinity, Infinity];
  const back = Math.hypot(x - ax, y - ay) / resolution < TOO_CLOSE ? STEP_BACK : 0;
  const angle = (camera.heading * Math.PI) / 180;
  const [dx, dy] = [-Math.sin(angle) * back, -Math.cos(angle) * back];
  const line = new ol.geom.LineString([[x, y], [x + dx * resolution, y + dy * resolution]]);
  return [
    new Style({geometry: line, stroke: new Stroke({color: OWN.colour, width: 2})}),
    new Style({
      image: new Circle({
        radius: 11, displacement: [dx, dy], fill: new Fill({color: OWN.colour}), stroke: new Stroke({color: '#0d1117', width: 2}),
      }),
      text: new Text({
        text: String(feature.get('number')), font: LABEL, fill: new Fill({color: '#0d1117'}), offsetX: dx, offsetY: 1 - dy,
      }),
      zIndex: 5,
    }),
  ];
}

/** What a camera with a tile sees; lies below the alerts. @param {any} feature */
export function markedViewStyle(feature) {
  return new Style({
    geometry: viewOf(feature.get('camera')),
    fill: new Fill({color: 'rgb(127 209 174 / 0.2)'}), stroke: new Stroke({color: OWN.colour, width: 1.5}),
  });
}

/** @type {Map<string, any>} */
const icons = new Map();

/** @param {any} alert @param {boolean} waiting */
function icon(alert, waiting) {
  const src = symbol(alert.severity, alert.kind);
  const key = `${src} ${waiting}`;
  let image = icons.get(key);
  if (!image) {
    image = new Icon({src, width: waiting ? 30 : 24, opacity: waiting ? 1 : 0.75});
    icons.set(key, image);
  }
  return image;
}

/** @param {any} feature @param {number} resolution */
export function alertStyle(feature, resolution) {
  const alert = feature.get('alert');
  const {rank, colour, word} = severity(alert.severity);
  const z = 100 - rank * 10 + (feature.get('selected') ? 100 : 0);
  const styles = [new Style({image: icon(alert, alert.state === 'new'), zIndex: z})];
  if (!feature.get('selected')) return styles;
  const metres = alert.location.accuracyMetres ?? 0;
  if (metres / resolution > 18) {
    const radius = metres / Math.cos((alert.location.coordinates[1] * Math.PI) / 180);
    styles.unshift(new Style({
      geometry: new ol.geom.Circle(feature.getGeometry().getCoordinates(), radius),
      stroke: new Stroke({color: colour, width: 1.5, lineDash: [6, 5]}), zIndex: 1,
    }));
  }
  styles.push(new Style({
    image: new Circle({radius: 23, stroke: new Stroke({color: '#ffffff', width: 2.5}), fill: new Fill({color: 'rgb(0 0 0 / 0)'})}),
    text: new Text({
      text: `${word}  ${alert.title}`, font: LABEL, offsetY: -40, padding: [5, 8, 4, 8],
      fill: new Fill({color: '#f0f4f8'}), backgroundFill: new Fill({color: 'rgb(13 17 23 / 0.92)'}),
      backgroundStroke: new Stroke({color: colour, width: 1.5}),
    }),
    zIndex: z,
  }));
  return styles;
}

/** A signal: the same shapes as alerts, smaller. @param {any} feature */
export function signalStyle(feature) {
  const {signal, summary} = feature.get('item');
  const {rank, colour, word} = severity(signal.severity);
  const src = symbol(signal.severity, signal.kind);
  const key = `${src} signal`;
  let image = icons.get(key);
  if (!image) {
    image = new Icon({src, width: 22, opacity: 0.9});
    icons.set(key, image);
  }
  const z = 50 - rank * 5 + (feature.get('selected') ? 50 : 0);
  if (!feature.get('selected')) return new Style({image, zIndex: z});
  return [new Style({image, zIndex: z}), new Style({
    image: new Circle({radius: 17, stroke: new Stroke({color: '#ffffff', width: 2.5}), fill: new Fill({color: 'rgb(0 0 0 / 0)'})}),
    text: new Text({
      text: `${word}  ${summary.slice(0, 60)}`, font: LABEL, offsetY: -32, padding: [5, 8, 4, 8],
      fill: new Fill({color: '#f0f4f8'}), backgroundFill: new Fill({color: 'rgb(13 17 23 / 0.92)'}),
      backgroundStroke: new Stroke({color: colour, width: 1.5}),
    }),
    zIndex: z,
  })];
}
