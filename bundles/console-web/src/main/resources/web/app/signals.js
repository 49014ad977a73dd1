// @ts-check
/** The signals of the last hour that have a place: of each sensor the newest. */
import {get, now} from './api.js';
import {alerts} from './alerts.js';
import {feed} from './events.js';
import {kinds} from './kinds.js';

/**
 * @typedef {{number: number, recordedAt: string, sourceId: string, summary: string, signal: {kind: string, severity: string,
 *   occurredAt: string, device?: string, detail?: any, location?: import('./format.js').Point}}} Item
 */

const HOUR = 3_600_000;
/** Sensors; the city has fewer, and a map with more shows nothing. */
const MOST = 2_000;
const PAGES = 3;
const DRAW_MILLIS = 300;
const RELOAD_MILLIS = 3_000;
const SETTING = 'watchfloor.map.hidden';
/** Stands for the cameras among the names of kinds that are hidden. */
export const CAMERAS = 'cameras';

/** @param {Item} item */
function sensor({sourceId, signal}) {
  return [signal.kind, sourceId, signal.device || signal.location?.coordinates.join(' ')].join('\n');
}

/** Says `changed` when there is something else to be drawn. */
class Signals extends EventTarget {
  /** @type {Map<string, Item>} */ #latest = new Map();
  /** @type {Set<string>} */ #hidden = new Set(remembered());
  /** @type {number|undefined} */ #draw;
  /** @type {number|undefined} */ #reload;
  /** The one that a screen wants to be seen on the map next. @type {Item|null} */
  wanted = null;

  constructor() {
    super();
    feed.addEventListener('entry', (event) => this.#hear(/** @type {CustomEvent} */ (event).detail));
    for (const lost of ['skipped', 'caught-up']) feed.addEventListener(lost, () => this.#loadSoon());
    kinds.addEventListener('changed', () => this.#changed());
    setInterval(() => this.#forgetOld(), 30_000);
  }

  /** What came before this desk began to listen. */
  async load() {
    const since = new Date(now() - HOUR).toISOString();
    let cursor = '';
    for (let page = 0; page < PAGES; page++) {
      const found = await get(`signals?order=newest&since=${since}&limit=1000${cursor}`);
      for (const item of found.items) this.#take(item);
      if (!found.next) break;
      cursor = `&cursor=${encodeURIComponent(found.next)}`;
    }
    this.#changed();
  }

  #loadSoon() {
    this.#reload ??= window.setTimeout(() => {
      this.#reload = undefined;
      this.load().catch(() => this.#loadSoon());
    }, RELOAD_MILLIS);
  }

  /** @param {any} entry */
  #hear(entry) {
    if (!entry.signal) return;
    this.#take({...entry, summary: kinds.summarise(entry.signal)});
    this.#changed();
  }

  /** @param {Item} item */
  #take(item) {
    if (!item.signal.location || Date.parse(item.signal.occurredAt) < now() - HOUR) return;
    const key = sensor(item);
    const before = this.#latest.get(key);
    if (before && before.number >= item.number) return;
    this.#latest.delete(key); // so that it counts as the newest
    this.#latest.set(key, item);
    if (this.#latest.size > MOST) this.#latest.delete(/** @type {string} */ (this.#latest.keys().next().value));
  }

  #forgetOld() {
    const limit = now() - HOUR;
    let gone = false;
    for (const [key, item] of this.#latest) {
      if (Date.parse(item.signal.occurredAt) < limit) gone = this.#latest.delete(key) || gone;
    }
    if (gone) this.#changed();
  }

  #changed() {
    this.#draw ??= window.setTimeout(() => {
      this.#draw = undefined;
      this.dispatchEvent(new Event('changed'));
    }, DRAW_MILLIS);
  }

  /** Those of kinds that are not switched off. @returns {Item[]} */
  visible() {
    return [...this.#latest.values()].filter((item) => this.shows(item.signal.kind));
  }

  /** How many sensors there are of each kind. @returns {Map<string, number>} */
  counts() {
    const counts = new Map();
    for (const {signal} of this.#latest.values()) counts.set(signal.kind, (counts.get(signal.kind) ?? 0) + 1);
    return counts;
  }

  /** @param {string} kind or `cameras` */
  shows(kind) {
    return !this.#hidden.has(kind);
  }

  /** @param {string} kind or `cameras` @param {boolean} on */
  show(kind, on) {
    if (on) this.#hidden.delete(kind);
    else this.#hidden.add(kind);
    localStorage.setItem(SETTING, JSON.stringify([...this.#hidden].slice(-500)));
    this.dispatchEvent(new Event('changed'));
  }
}

/** @returns {string[]} */
function remembered() {
  try {
    const hidden = JSON.parse(localStorage.getItem(SETTING) ?? '[]');
    return Array.isArray(hidden) ? hidden.map(String) : [];
  } catch {
    return [];
  }
}

/**
 * The alert in the queue that a signal became, or that others of its sensor did.
 * @param {Item} item
 */
export function alertOf(item) {
  const {kind, device = ''} = item.signal;
  const open = /** @type {any[]} */ (alerts.sorted());
  return (
    open.find((alert) => alert.signals?.includes(item.number)) ??
    open.find((a) => a.kind === kind && a.facts?.source === item.sourceId && (a.facts?.device ?? '') === device)
  );
}

export const signals = new Signals();
