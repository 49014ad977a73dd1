// @ts-check
/** What administrators read: trust, quality, states. */
import {html, nothing} from 'lit';
import {words} from '../format.js';

const SIGNATURES = {
  'shipped': ['good', '✓', 'Part of this distribution'],
  'trusted': ['good', '✓', 'Signed by a trusted publisher'],
  'unknown-signer': ['bad', '✕', 'Signed by somebody this center does not know'],
  'unsigned': ['bad', '✕', 'Not signed'],
};

const STATES = {
  online: ['good', '●'], starting: ['dim', '◌'], configured: ['dim', '◌'], started: ['good', '●'], stopped: ['dim', '○'], standby: ['dim', '○'],
  degraded: ['warn', '▲'], offline: ['warn', '▲'], 'waiting-auth': ['bad', '✕'], 'waiting-config': ['bad', '✕'],
  'waiting-plugin': ['warn', '▲'], quarantined: ['bad', '■'], failed: ['bad', '✕'],
};

/** @param {string} value */
export function signature(value) {
  const [look, mark, text] = SIGNATURES[/** @type {keyof SIGNATURES} */ (value)] ?? ['dim', '', words(value || 'unknown')];
  return html`<span class="mark ${look}"><span aria-hidden="true">${mark}</span> ${text}</span>`;
}

/** @param {string} value */
export function state(value) {
  const [look, mark] = STATES[/** @type {keyof STATES} */ (value)] ?? ['dim', ''];
  return html`<span class="mark ${look}"><span aria-hidden="true">${mark}</span> ${words(value)}</span>`;
}

const ASKS = {connect: 'Connects to', listen: 'Listens on', files: 'Reads or writes'};

/**
 * What a package asks for; a bare bundle has nothing that could say it.
 * @param {{grade: string, permissions?: {kind: string, value: string, reason: string}[]}} content
 */
export function permissions({grade, permissions = []}) {
  if (!permissions.length) return html`<p class="dim">${grade ? 'Nothing.' : 'It does not say: a bundle without a package.'}</p>`;
  return html`<ul class="asks">${permissions.map((ask) => html`<li>
    <strong>${ASKS[/** @type {keyof ASKS} */ (ask.kind)] ?? ask.kind}</strong> <code>${readable(ask.value)}</code>
    ${ask.reason ? html`<span class="dim">${ask.reason}</span>` : nothing}</li>`)}</ul>`;
}

/** @param {string} value */
function readable(value) {
  return value.startsWith('config:') ? `what the key ${value.slice(7)} says` : value;
}

/** @param {string} label @param {unknown} value */
export function fact(label, value) {
  return value === '' || value === undefined || value === null ? nothing : html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}
