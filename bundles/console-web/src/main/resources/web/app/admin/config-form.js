// @ts-check
/** One input for each key of a plugin's configuration, made from its metatype. */
import {html, nothing} from 'lit';

/**
 * @typedef {{key: string, name: string, help: string, type: 'text'|'password'|'boolean'|'integer'|'decimal', many: boolean,
 *   required: boolean, defaults: string[], min: string, max: string, options: {value: string, label: string}[]}} Field
 */

/** Stands for a password that is there and not shown; SourceConfigurations.KEPT. */
const KEPT = '\u2022'.repeat(6);

/**
 * @param {Field} field
 * @param {string|undefined} value as it stands in the file; undefined where it does not
 * @param {string|undefined} fault
 */
export function input(field, value, fault) {
  const id = `key-${field.key.replace(/[^A-Za-z0-9]/g, '-')}`;
  const described = `${id}-help${fault ? ` ${id}-fault` : ''}`;
  return html`<div class="field ${fault ? 'wrong' : ''}">
    <label for=${id}>${field.name || field.key} ${field.required ? html`<span class="needed">needed</span>` : nothing}
      <code>${field.key}</code></label>
    ${control(field, id, value, Boolean(fault), described)}
    <p class="help" id="${id}-help">${field.help}${limits(field)}</p>
    ${fault ? html`<p class="fault" id="${id}-fault">${fault}</p>` : nothing}
  </div>`;
}

/** @param {Field} field @param {string} id @param {string|undefined} value @param {boolean} wrong @param {string} described */
function control(field, id, value, wrong, described) {
  const shown = value ?? '';
  const byDefault = field.defaults.join(', ');
  if (field.type === 'boolean' && !field.many) {
    return choice(field, id, shown, wrong, described, [{value: 'true', label: 'Yes'}, {value: 'false', label: 'No'}], byDefault);
  }
  if (field.options.length && !field.many) {
    return choice(field, id, shown, wrong, described, field.options, byDefault);
  }
  const secret = field.type === 'password' && !shown.startsWith('$');
  return html`<input id=${id} name=${field.key} type=${secret ? 'password' : 'text'} .value=${shown} autocomplete="off" spellcheck="false"
    inputmode=${field.type === 'integer' ? 'numeric' : field.type === 'decimal' ? 'decimal' : nothing}
    placeholder=${byDefault ? `${byDefault} (default)` : nothing}
    aria-invalid=${wrong ? 'true' : 'false'} aria-describedby=${described}
    @focus=${(/** @type {any} */ e) => e.target.value === KEPT && e.target.select()}>`;
}

/** @param {Field} field @param {string} id @param {string} value @param {boolean} wrong @param {string} described
 * @param {{value: string, label: string}[]} options @param {string} byDefault */
function choice(field, id, value, wrong, described, options, byDefault) {
  const label = options.find((option) => option.value === byDefault)?.label ?? byDefault;
  return html`<select id=${id} name=${field.key} aria-invalid=${wrong ? 'true' : 'false'} aria-describedby=${described}>
    <option value="" ?selected=${value === ''}>${byDefault ? `${label} (default)` : 'Choose…'}</option>
    ${options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
    ${value && !options.some((option) => option.value === value) ? html`<option value=${value} selected>${value}</option>` : nothing}
  </select>`;
}

/** @param {Field} field */
function limits(field) {
  const words = [];
  if (field.many) words.push('several, parted by commas');
  if (field.min) words.push(`at least ${field.min}`);
  if (field.max) words.push(`at most ${field.max}`);
  if (field.options.length && field.many) words.push(`of ${field.options.map((option) => option.value).join(', ')}`);
  if (field.type === 'password') words.push('or $[env:NAME] or $[file:/path] instead of the secret itself');
  return words.length ? ` (${words.join('; ')})` : '';
}

/**
 * What the form holds, by key; what is empty is left out, so that its default holds.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function values(form) {
  /** @type {Record<string, string>} */
  const answer = {};
  for (const [key, value] of new FormData(form)) {
    if (String(value) !== '') answer[key] = String(value);
  }
  return answer;
}

/** What would stand in the file @param {Record<string, string>} values */
export function asFile(values) {
  return Object.entries(values).map(([key, value]) => `${key} = ${key.startsWith('.') && !value.startsWith('$') ? KEPT : value}`).join('\n');
}
