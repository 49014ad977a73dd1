// @ts-check
/** The camera inventory for the map. */
import {get} from './api.js';
import {feed} from './events.js';

/**
 * @typedef {{id: string, name: string, ownership: string, owner: string,
 *   location: import('./format.js').Point, heading: number, fieldOfView: number,
 *   rangeMetres: number, sourceId?: string, state?: string, metres?: number, sees?: boolean}} Camera
 */

/** Says `changed` when cameras were added or replaced. */
class Cameras extends EventTarget {
  /** @type {Map<string, Camera>} */ byId = new Map();
  /** @type {number|undefined} */ #timer;

  constructor() {
    super();
    feed.addEventListener('entry', (event) => {
      const entry = /** @type {CustomEvent} */ (event).detail;
      if (entry.change?.kind === 'camera.changed') {
        clearTimeout(this.#timer);
        this.#timer = window.setTimeout(() => this.load().catch(() => {}), 1_000);
      }
    });
  }

  async load() {
    const found = new Map();
    let cursor = '';
    do {
      const page = await get(`cameras?limit=1000${cursor}`);
      for (const camera of page.items) found.set(camera.id, camera);
      cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
    } while (cursor);
    this.byId = found;
    this.dispatchEvent(new Event('changed'));
  }
}

export const cameras = new Cameras();

/**
 * The nearest live cameras for a place, those that see it first.
 * @param {import('./format.js').Point} point
 * @param {number} limit
 * @param {AbortSignal} signal
 * @returns {Promise<Camera[]>}
 */
export async function camerasFor(point, limit, signal) {
  const [lon, lat] = point.coordinates;
  const page = await get(`cameras/near?lat=${lat}&lon=${lon}&metres=600&limit=${limit}&live=true`, signal);
  // an item is the camera itself, or the camera beside what it has of the place
  return page.items.map((/** @type {any} */ item) => (item.camera ? {...item.camera, ...item} : item));
}
