// @ts-check
/** What is known of each kind of signal: the platform's own and those that plugins bring, as they come and go. */
import {get} from './api.js';
import {feed} from './events.js';
import {words} from './format.js';

/**
 * @typedef {{kind: string, title: string, severity: string, symbol: string, fieldsSchema: any, summary: string,
 *   alertFrom?: string, iconPath: string}} Kind
 * @typedef {{name: string, title: string, unit: string}} Field
 */

const GATHER_MILLIS = 400;
/** A kind that nobody has described is asked for at most this often. */
const ASK_AGAIN_MILLIS = 60_000;
const ICON = /^[MmLlHhVvCcSsQqTtAaZz0-9eE ,.+-]{1,2000}$/;
/** Of these no signal is ever shown one by one: plates take a reason, hits are alerts, signs of life are none. */
const NEVER_SHOWN = new Set(['plate.read', 'plate.hit', 'device.heartbeat']);

/** Says `changed` when kinds have come or gone. */
class Kinds extends EventTarget {
  /** @type {Map<string, Kind>} */ #byName = new Map();
  /** @type {Map<string, number>} */ #asked = new Map();
  #text = '';
  /** @type {number|undefined} */ #timer;

  constructor() {
    super();
    feed.addEventListener('entry', (event) => this.#hear(/** @type {CustomEvent} */ (event).detail));
    feed.addEventListener('caught-up', () => this.#schedule());
  }

  async load() {
    const page = await get('kinds');
    const text = JSON.stringify(page.items);
    if (text === this.#text) return;
    this.#text = text;
    this.#byName = new Map(page.items.map((/** @type {Kind} */ kind) => [kind.kind, kind]));
    this.dispatchEvent(new Event('changed'));
  }

  /** A plugin that came or went, or a kind that this desk has not heard of. @param {any} entry */
  #hear(entry) {
    const change = entry.change?.kind ?? '';
    const kind = entry.signal?.kind ?? entry.alert?.kind;
    if (/^(source|plugin)\./.test(change) || (kind && this.#unheard(kind))) this.#schedule();
  }

  /** @param {string} kind */
  #unheard(kind) {
    if (this.#byName.has(kind)) return false;
    if (Date.now() - (this.#asked.get(kind) ?? 0) < ASK_AGAIN_MILLIS) return false;
    if (this.#asked.size > 1_000) this.#asked.clear();
    this.#asked.set(kind, Date.now());
    return true;
  }

  #schedule() {
    if (this.#timer !== undefined) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = undefined;
      this.load().catch(() => {}); // the next event of it asks again
    }, GATHER_MILLIS);
  }

  /** By title. @returns {Kind[]} */
  all() {
    return [...this.#byName.values()].sort((a, b) => a.title.localeCompare(b.title));
  }

  /** Those whose signals are shown one by one. */
  shown() {
    return this.all().filter((kind) => !NEVER_SHOWN.has(kind.kind));
  }

  /** Those of which alerts may come. */
  alerting() {
    return this.all().filter((kind) => kind.alertFrom || ['gunshot.detected', 'plate.hit'].includes(kind.kind));
  }

  /** @param {string} kind */
  find(kind) {
    return this.#byName.get(kind);
  }

  /** @param {string} kind */
  title(kind) {
    return this.#byName.get(kind)?.title ?? words(kind);
  }

  /** The symbol's name, by the kind itself or its first word. @param {string} kind */
  symbol(kind) {
    const first = kind.split('.')[0];
    const said = this.#byName.get(kind)?.symbol;
    return said && said !== 'generic' ? said : first;
  }

  /** The data of an SVG path in a square of 24 by 24; empty for none. @param {string} kind */
  iconPath(kind) {
    const path = this.#byName.get(kind)?.iconPath ?? '';
    return ICON.test(path) ? path : '';
  }

  /** As the schema has them. @param {string} kind @returns {Field[]} */
  fields(kind) {
    const properties = this.#byName.get(kind)?.fieldsSchema?.properties;
    if (!properties || typeof properties !== 'object') return [];
    return Object.entries(properties).map(([name, property]) => ({
      name, title: text(property?.title) || words(name), unit: text(property?.unit),
    }));
  }

  /**
   * What a signal's detail says, in the schema's order, as an analyst reads it.
   * @param {any} signal
   * @returns {[string, string][]}
   */
  readable(signal) {
    const detail = signal.detail ?? {};
    const known = this.fields(signal.kind);
    const named = new Set(known.map((field) => field.name));
    const rest = Object.keys(detail).filter((name) => !named.has(name)).map((name) => ({name, title: words(name), unit: ''}));
    return [...known, ...rest]
      .filter(({name}) => Object.hasOwn(detail, name) && detail[name] !== '')
      .map(({name, title, unit}) => [title, `${value(detail[name])}${unit ? ` ${unit}` : ''}`]);
  }

  /** One line about a signal, as the center would say it. @param {any} signal */
  summarise(signal) {
    const kind = this.#byName.get(signal.kind);
    if (!kind?.summary) {
      const title = this.title(signal.kind);
      return signal.device ? `${title}, ${signal.device}` : title;
    }
    return kind.summary
      .replace(/\{([A-Za-z0-9_.-]{1,64})}/g, (/** @type {string} */ _, /** @type {string} */ name) =>
        String(signal.detail?.[name] ?? (name === 'device' ? signal.device : undefined) ?? '?'))
      .slice(0, 200);
  }
}

/** @param {unknown} said by a plugin */
function text(said) {
  return typeof said === 'string' ? said : '';
}

/** @param {unknown} of a field */
function value(of) {
  if (of === true) return 'yes';
  if (of === false) return 'no';
  return typeof of === 'object' ? JSON.stringify(of) : String(of);
}

export const kinds = new Kinds();
