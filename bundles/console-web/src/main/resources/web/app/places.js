// @ts-check
/** Where something is, in words: what the alert says, else the streets of the installed map. */
import {isVector, tileSet, tileUrl} from './tilesets.js';

const ol = /** @type {any} */ (globalThis).ol;

/** Metres to the middle of a street; farther off, its name would mislead. */
const ON_STREET = 120;
const AT_CROSSING = 45;
const NEAR_CROSSING = 220;
const KEPT_TILES = 64;

/** Says `changed` when a place has got its name. */
export const places = new EventTarget();

/** @type {Map<string, {name: string, line: any}[]|null>} null while it is fetched */
const tiles = new Map();
/** @type {Map<string, string>} */
const names = new Map();
/** @type {import('./tilesets.js').TileSet|null} */
let set = null;

/** To be called once somebody has signed in. */
export async function loadPlaces() {
  set = await tileSet().catch(() => null);
  places.dispatchEvent(new Event('changed'));
}

/** @param {{facts?: Record<string, string>, location?: import('./format.js').Point}} alert */
export function place(alert) {
  const facts = alert.facts ?? {};
  const said = facts.place || facts.address || facts.intersection;
  if (said) return said;
  if (!alert.location) return 'Place unknown';
  return streets(alert.location.coordinates) || coordinates(alert.location);
}

/** @param {import('./format.js').Point} point */
export function coordinates(point) {
  const [lon, lat] = point.coordinates;
  return `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
}

/** @param {[number, number]} lonLat */
function streets(lonLat) {
  const key = lonLat.join(' ');
  const known = names.get(key);
  if (known !== undefined) return known;
  if (!set || !isVector(set)) return '';
  const grid = ol.tilegrid.createXYZ({maxZoom: set.maxzoom, tileSize: 512});
  const at = ol.proj.fromLonLat(lonLat);
  const tile = grid.getTileCoordForCoordAndZ(at, set.maxzoom);
  const roads = roadsOf(tile, grid.getTileCoordExtent(tile));
  if (!roads) return '';
  const name = nameOf(roads, at, Math.cos((lonLat[1] * Math.PI) / 180));
  if (names.size > 5_000) names.clear();
  names.set(key, name);
  return name;
}

/** @param {number[]} tile @param {number[]} extent */
function roadsOf(tile, extent) {
  const key = tile.join('/');
  if (!tiles.has(key)) {
    if (tiles.size >= KEPT_TILES) tiles.delete(/** @type {string} */ (tiles.keys().next().value));
    tiles.set(key, null);
    fetchRoads(tile, extent).then((roads) => {
      tiles.set(key, roads);
      places.dispatchEvent(new Event('changed'));
    });
  }
  return tiles.get(key);
}

/** @param {number[]} tile @param {number[]} extent */
async function fetchRoads([z, x, y], extent) {
  if (!set) return [];
  const url = tileUrl(set).replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
  const response = await fetch(url).catch(() => null);
  if (!response || response.status !== 200) return [];
  const format = new ol.format.MVT({featureClass: ol.Feature, layers: ['road']});
  const features = format.readFeatures(await response.arrayBuffer(), {extent, featureProjection: 'EPSG:3857'});
  return features
    .filter((/** @type {any} */ feature) => feature.get('name'))
    .map((/** @type {any} */ feature) => ({name: feature.get('name'), line: feature.getGeometry()}));
}

/** @param {{name: string, line: any}[]} roads @param {number[]} at @param {number} shrink */
function nameOf(roads, at, shrink) {
  /** @type {Map<string, number>} */
  const metres = new Map();
  for (const {name, line} of roads) {
    const [x, y] = line.getClosestPoint(at);
    const far = Math.hypot(x - at[0], y - at[1]) * shrink;
    metres.set(name, Math.min(far, metres.get(name) ?? Infinity));
  }
  const [first, second] = [...metres].sort((a, b) => a[1] - b[1]);
  if (!first || first[1] > ON_STREET) return '';
  if (!second || second[1] > NEAR_CROSSING) return first[0];
  return `${first[0]} ${second[1] <= AT_CROSSING ? '&' : 'near'} ${second[0]}`;
}
