// @ts-check
/** The map that the center has, asked for once. */
import {get} from './api.js';

/**
 * @typedef {{name: string, format: string, bounds?: number[], center?: number[], minzoom: number,
 *   maxzoom: number, attribution: string}} TileSet
 */

/** @type {Promise<TileSet|null>|null} */
let asked = null;

/** The set that the screens show; null where none is installed. */
export function tileSet() {
  asked ??= get('/tiles').then(
    (page) => page.items.find((/** @type {TileSet} */ set) => set.name === page.shown) ?? null,
    (cause) => {
      asked = null; // the next screen asks again
      throw cause;
    },
  );
  return asked;
}

/** @param {TileSet} set */
export function isVector(set) {
  return set.format === 'pbf' || set.format === 'mvt';
}

/** @param {TileSet} set */
export function tileUrl(set) {
  return `/tiles/${encodeURIComponent(set.name)}/{z}/{x}/{y}`;
}
