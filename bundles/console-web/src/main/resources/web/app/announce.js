// @ts-check
/** What a screen reader says by itself (WCAG 4.1.3). Two regions: one may interrupt, one waits. */

/** @param {string} text @param {boolean} [urgent] */
export function announce(text, urgent = false) {
  const region = document.getElementById(urgent ? 'say-now' : 'say');
  if (!region) return;
  // the same words twice are only said twice when they were gone in between
  region.textContent = '';
  setTimeout(() => (region.textContent = text), 50);
}
