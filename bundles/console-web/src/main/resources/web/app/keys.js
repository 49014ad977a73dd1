// @ts-check
/** Single-letter shortcuts. Off in text fields, in dialogs, and where the analyst switched them off (WCAG 2.1.4). */

const SETTING = 'watchfloor.keys';
const TEXT = 'input, textarea, select, [contenteditable]';

/** @type {Set<Record<string, (event: KeyboardEvent) => void>>} */
const layers = new Set();

export function keysOn() {
  return localStorage.getItem(SETTING) !== 'off';
}

/** @param {boolean} on */
export function setKeys(on) {
  localStorage.setItem(SETTING, on ? 'on' : 'off');
}

/**
 * @param {Record<string, (event: KeyboardEvent) => void>} keys by lower-case letter or character
 * @returns {() => void} takes them away again
 */
export function bind(keys) {
  layers.add(keys);
  return () => layers.delete(keys);
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn()) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TEXT) || document.querySelector('dialog[open]')) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  for (const layer of [...layers].reverse()) {
    if (Object.hasOwn(layer, key)) {
      event.preventDefault();
      layer[key](event);
      return;
    }
  }
});
