// @ts-check
import {kinds} from './kinds.js';

/**
 * Severity is always shown three ways: by shape, by word and by colour. The colours have at least
 * 6:1 on the panels and stay apart for all three kinds of colour blindness.
 */

/** @typedef {'critical'|'high'|'medium'|'low'|'info'} Severity */

/** @type {Record<Severity, {rank: number, word: string, colour: string, shape: string}>} */
const TABLE = {
  critical: {rank: 0, word: 'CRITICAL', colour: '#ff6b6b', shape: 'M16 2.5 30.5 28.5H1.5Z'},
  high: {rank: 1, word: 'HIGH', colour: '#ffb000', shape: 'M16 1.5 30.5 16 16 30.5 1.5 16Z'},
  medium: {rank: 2, word: 'MEDIUM', colour: '#5aa9ff', shape: 'M4 4H28V28H4Z'},
  low: {rank: 3, word: 'LOW', colour: '#aab4c0', shape: 'M16 3A13 13 0 1 1 15.99 3Z'},
  info: {rank: 4, word: 'INFO', colour: '#aab4c0', shape: 'M16 7A9 9 0 1 1 15.99 7Z'},
};

/** @param {string} name */
export function severity(name) {
  return TABLE[/** @type {Severity} */ (name)] ?? TABLE.info;
}

/** What lies inside the shape, by the symbol's name, which often is the first word of the kind. */
const GLYPHS = {
  gunshot:
    '<path d="M16 9.5v4M16 18.5v4M9.5 17.5h4M18.5 17.5h4" transform="translate(0 .9)"/><circle cx="16" cy="18.4" r="1.6" fill="#0d1117"/>',
  plate: '<rect x="9.5" y="14" width="13" height="8" rx="1.5"/><path d="M12.2 18h2.2M17.6 18h2.2"/>',
  call: '<path d="M12 13c0 6 3 9 8 9l1-3-3-1.4-1.4 1.2c-1.4-.8-2-1.6-2.5-3L15 14.5 14 12Z"/>',
  camera: '<rect x="9.5" y="14" width="8.5" height="8" rx="1.5"/><path d="M18 17l4.5-2.5v7L18 19"/>',
  unit: '<path d="M16 12.5l5 10-5-2.5-5 2.5Z"/>',
  other: '<path d="M16 12v6.5M16 21.6v1.4"/>',
};

/** A plugin's own path, else one of ours. @param {string} kind */
function inside(kind) {
  const path = kinds.iconPath(kind);
  if (path) return `<path d="${path}" transform="translate(9.5 11.5) scale(.54)" fill="#0d1117" stroke="none"/>`;
  const name = kinds.symbol(kind);
  return Object.hasOwn(GLYPHS, name) ? GLYPHS[/** @type {keyof typeof GLYPHS} */ (name)] : GLYPHS.other;
}

/**
 * The symbol of an alert or signal as the address of a picture.
 * @param {string} severityName
 * @param {string} kind such as gunshot.detected
 */
export function symbol(severityName, kind) {
  const {shape, colour, rank} = severity(severityName);
  const glyph = inside(kind);
  // The triangle's middle lies lower than that of the other shapes.
  const shift = rank === 0 ? 1 : -2;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">` +
    `<path d="${shape}" fill="${colour}" stroke="#0d1117" stroke-width="1.5" stroke-linejoin="round"/>` +
    `<g fill="none" stroke="#0d1117" stroke-width="2" stroke-linecap="round" transform="translate(0 ${shift})">${glyph}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
