// @ts-check
/** Times, distances and places as an analyst reads them. */
import {now} from './api.js';

let zone = 'UTC';
/** @type {Intl.DateTimeFormat} */
let clock;
/** @type {Intl.DateTimeFormat} */
let zoned;
/** @type {Intl.DateTimeFormat} */
let dated;
setZone('UTC');

/** @param {string} name of the center's time zone: screens never show the desk's own */
export function setZone(name) {
  const time = /** @type {const} */ ({hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
  try {
    clock = new Intl.DateTimeFormat('en-US', {...time, timeZone: name});
    zone = name;
  } catch {
    clock = new Intl.DateTimeFormat('en-US', {...time, timeZone: zone});
  }
  zoned = new Intl.DateTimeFormat('en-US', {...time, timeZone: zone, timeZoneName: 'short'});
  dated = new Intl.DateTimeFormat('en-CA', {timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit'});
}

/** 14:05:09 @param {string|number} at */
export function timeOf(at) {
  return clock.format(new Date(at));
}

/** 14:05:09 CST @param {string|number} at */
export function timeWithZone(at) {
  return zoned.format(new Date(at));
}

/** 2026-11-24, only where it is not today @param {string|number} at */
export function dayOf(at) {
  const day = dated.format(new Date(at));
  return day === dated.format(new Date(now())) ? '' : day;
}

/** 0:18, 12:04, 1 h 05, 3 d @param {string|number} at */
export function age(at) {
  return span((now() - new Date(at).getTime()) / 1000);
}

/** @param {number} exactly seconds */
export function span(exactly) {
  const seconds = Math.max(0, Math.floor(exactly));
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))}`;
  return `${Math.floor(seconds / 86400)} d`;
}

/** @param {number} n */
function two(n) {
  return String(n).padStart(2, '0');
}

/** @param {number} metres */
export function distance(metres) {
  if (metres < 1000) return `${Math.round(metres / 5) * 5} m`;
  return `${(metres / 1000).toFixed(1)} km`;
}

/** How long after the alert a picture was taken @param {string} taken @param {string} occurred */
export function after(taken, occurred) {
  const seconds = (new Date(taken).getTime() - new Date(occurred).getTime()) / 1000;
  if (Math.abs(seconds) >= 120) return timeOf(taken);
  return `${seconds < 0 ? '\u2212' : '+'}${Math.abs(seconds).toFixed(1)} s`;
}

/** @typedef {{type: 'Point', coordinates: [number, number], accuracyMetres?: number}} Point */

/** plate.hit -> Plate hit @param {string} name */
export function words(name) {
  const text = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[._-]+/g, ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What an alert knows, as an analyst reads it.
 * @param {Record<string, string>|undefined} facts
 * @returns {[string, string][]}
 */
export function readable(facts) {
  return Object.entries(facts ?? {})
    .filter(([name]) => name !== 'notice') // the screens say it in their own place
    .map(([name, value]) => [titled(name), valueOf(name, value)]);
}

/** A name of ours becomes words, a title that a plugin gave stays. @param {string} name */
function titled(name) {
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? words(name.replace(/Seconds$/, '')) : name;
}

/** @param {string} name @param {string} value */
function valueOf(name, value) {
  if (value === 'true') return 'yes';
  if (value === 'false') return 'no';
  if (name.endsWith('Seconds') && value) return span(Number(value));
  const share = Number(value);
  if (/confidence/i.test(name) && share > 0 && share <= 1) return `${Math.round(share * 100)} %`;
  return value;
}
