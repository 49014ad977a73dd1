// @ts-check
/** The queue as this desk knows it. Asks the center again only for what an event says has changed. */
import {get, post, Problem} from './api.js';
import {feed} from './events.js';
import {severity} from './severity.js';

/**
 * @typedef {{number: number, id: string, kind: string, severity: string, title: string,
 *   summary: string, occurredAt: string, location?: import('./format.js').Point,
 *   facts?: Record<string, string>, media?: any[], state: string, owner: string, count: number,
 *   lastAt: string, incidentId: string, dismissed: string, pictures?: AlertPicture[], raised?: boolean}} Alert
 * @typedef {{cameraId: string, takenAt: string, metres: number, sha256?: string,
 *   media?: {sha256: string}}} AlertPicture
 */

const LIMIT = 500;
const GATHER_MILLIS = 150;
/** More rows than this changed at once: the whole list is one request instead of many. */
const TOO_MANY = 6;
/** A list is asked for at most this often, however much happens. */
const LIST_MILLIS = 1_500;

/** So long after an alert it is shown without its row in the queue: the store is away or behind. */
const ROW_MILLIS = 3_000;
/** Alerts without a row that a desk remembers. */
const MOST_RAISED = 500;

/** @param {AlertPicture} picture */
export function shaOf(picture) {
  return picture.sha256 ?? picture.media?.sha256 ?? '';
}

/** @param {Alert} alert */
export function isOpen(alert) {
  return ['new', 'owned', 'incident'].includes(alert.state);
}

/** Says `changed` when rows changed, `arrived` with each alert that is new to this desk. */
class Alerts extends EventTarget {
  /** @type {Map<string, Alert>} */ #rows = new Map();
  /** @type {Alert[]|null} */ #sorted = null;
  /** @type {Set<string>} */ #dirty = new Set();
  #whole = false;
  #listedAt = 0;
  /** @type {number|undefined} */ #timer;
  /** Alerts that were raised and have no row yet, oldest first. @type {Map<string, Alert>} */ #raised = new Map();
  /** Whether the center has more open alerts than a desk keeps. */
  more = false;
  /** Whether alerts are raised that do not come into the queue. */
  storeAway = false;
  me = '';

  constructor() {
    super();
    feed.addEventListener('entry', (event) => {
      const entry = /** @type {CustomEvent<import('./events.js').Entry>} */ (event).detail;
      this.#hear(entry);
    });
    feed.addEventListener('caught-up', () => this.refresh());
  }

  /** @param {string} user */
  async load(user) {
    this.me = user;
    this.#rows.clear();
    await this.#list(false);
  }

  /** The whole list again, for instance after the connection was lost. */
  refresh() {
    this.#whole = true;
    this.#schedule();
  }

  /** Most urgent first: what nobody has or I have, then what others work on. */
  sorted() {
    this.#sorted ??= [...this.#rows.values()].filter(isOpen).sort((a, b) => this.#order(a, b));
    return this.#sorted;
  }

  /** @param {string} id */
  find(id) {
    return this.#rows.get(id);
  }

  unseenCritical() {
    return this.sorted().filter((a) => a.state === 'new' && a.severity === 'critical').length;
  }

  /** @param {Alert} alert */
  isOthers(alert) {
    return alert.state === 'incident' || (alert.state === 'owned' && alert.owner !== this.me);
  }

  /**
   * Does something to an alert and shows the center's answer.
   * @param {string} id
   * @param {'acknowledge'|'dismiss'|'undo'|'open'} act
   * @param {object} [body]
   */
  async act(id, act, body) {
    const answer = await post(`alerts/${encodeURIComponent(id)}/${act}`, body);
    if (act !== 'open') this.#put(answer, false);
    this.#dirty.add(id);
    this.#schedule();
    return answer;
  }

  /** With its pictures. @param {string} id @returns {Promise<Alert>} */
  async detail(id) {
    const alert = await get(`alerts/${encodeURIComponent(id)}`);
    this.#put(alert, false);
    return alert;
  }

  /** @param {import('./events.js').Entry} entry */
  #hear(entry) {
    const kind = entry.change?.kind ?? '';
    if (entry.alert) this.#raise(entry.alert, entry.number);
    if (kind.startsWith('alert.')) this.#hasRow(entry.change.facts?.repeatId ?? entry.change.subject);
    if (kind === 'alert.repeated' || kind.startsWith('incident.')) {
      // which row it became part of is the center's to say
      this.#whole = true;
    }
    if (kind.startsWith('alert.')) this.#dirty.add(entry.change.subject);
    if (this.#whole || this.#dirty.size > 0) this.#schedule();
  }

  /**
   * The queue makes a row of it, and says so, within a moment: unless the store is away.
   * @param {any} alert @param {number} number
   */
  #raise(alert, number) {
    this.#raised.set(alert.id, {
      ...alert, number, state: 'new', owner: '', count: 1, lastAt: alert.occurredAt, incidentId: '', dismissed: '',
      raised: true,
    });
    if (this.#raised.size > MOST_RAISED) this.#raised.delete(this.#raised.keys().next().value ?? '');
    window.setTimeout(() => this.#showRaised(alert.id), ROW_MILLIS);
  }

  /** @param {string} id */
  #showRaised(id) {
    const alert = this.#raised.get(id);
    if (!alert || this.#rows.has(id)) return;
    this.storeAway = true;
    this.#put(alert, true);
  }

  /** The queue takes alerts in order: those before have theirs, too. @param {string} id */
  #hasRow(id) {
    const alert = this.#raised.get(id);
    if (!alert) return;
    for (const [other, before] of this.#raised) {
      if (before.number <= alert.number) this.#raised.delete(other);
    }
    if (this.storeAway && this.#raised.size === 0) {
      this.storeAway = false;
      this.refresh();
      this.#changed();
    }
  }

  #schedule() {
    if (this.#timer !== undefined) return;
    this.#timer = window.setTimeout(() => this.#catchUp(), GATHER_MILLIS);
  }

  async #catchUp() {
    const ids = [...this.#dirty];
    this.#dirty.clear();
    const whole = this.#whole || ids.length > TOO_MANY;
    this.#whole = false;
    try {
      if (whole) {
        const wait = this.#listedAt + LIST_MILLIS - Date.now();
        if (wait > 0) await new Promise((done) => setTimeout(done, wait));
        await this.#list(true);
      } else {
        await Promise.all(ids.map((id) => this.#one(id)));
      }
    } catch {
      this.#whole = true;
      await new Promise((done) => setTimeout(done, 3_000)); // the link light says why
    } finally {
      this.#timer = undefined;
      if (this.#whole || this.#dirty.size > 0) this.#schedule();
    }
  }

  /** @param {string} id */
  async #one(id) {
    try {
      this.#put(await get(`alerts/${encodeURIComponent(id)}`), true);
    } catch (problem) {
      if (!(problem instanceof Problem && problem.status === 404)) throw problem;
      this.#whole = true;
    }
  }

  /** @param {boolean} announce */
  async #list(announce) {
    const page = await get(`alerts?state=open&limit=${LIMIT}`);
    this.#listedAt = Date.now();
    const known = this.#rows;
    this.#rows = new Map();
    for (const alert of /** @type {Alert[]} */ (page.items)) {
      const before = known.get(alert.id);
      this.#rows.set(alert.id, {...alert, pictures: alert.pictures ?? before?.pictures});
      if (announce && !before) this.#arrived(alert);
    }
    for (const [id, alert] of this.#raised) {
      if (known.has(id) && !this.#rows.has(id)) this.#rows.set(id, alert);
    }
    this.more = Boolean(page.next) || page.items.length >= LIMIT;
    this.#changed();
  }

  /** @param {Alert} alert @param {boolean} announce */
  #put(alert, announce) {
    const before = this.#rows.get(alert.id);
    if (!before && !isOpen(alert)) return;
    this.#rows.set(alert.id, {...before, raised: false, ...alert});
    if (announce && !before) this.#arrived(alert);
    this.#changed();
  }

  /** @param {Alert} alert */
  #arrived(alert) {
    this.dispatchEvent(new CustomEvent('arrived', {detail: alert}));
  }

  #changed() {
    this.#sorted = null;
    this.dispatchEvent(new Event('changed'));
  }

  /** @param {Alert} a @param {Alert} b */
  #order(a, b) {
    return (
      Number(this.isOthers(a)) - Number(this.isOthers(b)) ||
      severity(a.severity).rank - severity(b.severity).rank ||
      b.lastAt.localeCompare(a.lastAt) ||
      a.id.localeCompare(b.id)
    );
  }
}

export const alerts = new Alerts();
