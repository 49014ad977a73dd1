// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {get, mediaUrl, post, Problem} from './api.js';
import {feed} from './events.js';
import {bind} from './keys.js';
import {span, timeWithZone, words} from './format.js';
import {toasts} from './toast.js';

/** Key, verdict, what the button says, what is said when it is done. */
const VERDICTS = [
  ['y', 'confirmed', 'Confirm', 'Confirmed: who is to be told is told.'],
  ['r', 'misread', 'Misread', 'Misread: nobody is told.'],
  ['v', 'not-the-vehicle', 'Not the vehicle', 'Not the vehicle: nobody is told.'],
];

/** Alerts that a person must compare with picture and list before anybody is told. @param {any} alert */
export function isLead(alert) {
  return /^(plate|protection)\./.test(alert.kind);
}

/**
 * A hit beside what its list says, and the decision on it. Only one of a screen has the keys.
 */
class RtccLead extends Part {
  static properties = {alert: {attribute: false}, keys: {type: Boolean}, _lead: {state: true}, _busy: {state: true}};

  constructor() {
    super();
    /** @type {any} */ this.alert = null;
    this.keys = false;
    /** @type {any} */ this._lead = null;
    this._busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(feed, 'entry', (event) => this._hear(event.detail));
    this.hear(feed, 'caught-up', () => this._load());
    this.later(bind(Object.fromEntries(VERDICTS.map(([key, verdict]) => [key, () => this.keys && this._decide(verdict)]))));
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('alert') && changed.get('alert') !== this.alert) this._load();
  }

  /** @param {import('./events.js').Entry} entry */
  _hear(entry) {
    if (entry.change?.subject === this.alert?.id && entry.change?.kind.startsWith('hit.')) this._load();
  }

  async _load() {
    const id = this.alert?.id;
    try {
      const lead = await get(`plates/leads/${encodeURIComponent(id)}`);
      if (id === this.alert?.id) this._lead = lead;
    } catch (cause) {
      // a viewer may not see what was decided; a hit that has just come is kept in a moment
      if (!(cause instanceof Problem) || (cause.status !== 403 && cause.status !== 404)) toasts.failed(cause);
    }
  }

  /** @param {string} verdict */
  async _decide(verdict) {
    if (this._busy || this._lead?.state !== 'unverified') return;
    this._busy = true;
    try {
      this._lead = await post(`plates/leads/${encodeURIComponent(this.alert.id)}/decision`, {verdict});
      toasts.show(VERDICTS.find(([, word]) => word === verdict)?.[3] ?? 'Decided.');
    } catch (cause) {
      toasts.failed(cause);
      await this._load();
    } finally {
      this._busy = false;
    }
  }

  render() {
    if (!this.alert) return nothing;
    const facts = this.alert.facts ?? {};
    return html`<div class="lead" role="group" aria-label="Hit ${facts.plate ?? ''}">
      <p class="lead-only">Lead only. Confirm plate, state and status before acting.</p>
      ${this._pictures()}
      <table><thead><tr><td></td><th scope="col">Reader</th><th scope="col">List</th></tr></thead><tbody>
        ${row('Plate', facts.read || facts.plate, facts.plate)}
        ${row('State', facts.readState ?? '', facts.state)}
        ${row('Vehicle', facts.readVehicle ?? '', facts.vehicle)}
        ${row('Reason', '', [facts.reason, facts.agency].filter(Boolean).join(', '))}
        ${row('List', '', facts.list)}
        ${row('Age', '', facts.listAgeSeconds ? `list ${span(Number(facts.listAgeSeconds))}${facts.entered ? `, entered ${facts.entered}` : ''}` : '')}
      </tbody></table>
      ${this._chance(facts)}
      ${this._decision()}
    </div>`;
  }

  _pictures() {
    const media = (this.alert.media ?? []).filter((/** @type {any} */ m) => m.contentType?.startsWith('image/'));
    if (media.length === 0) return html`<p class="none">The reader sent no picture: this cannot be confirmed by looking.</p>`;
    return html`<div class="lead-pictures">${media.map((/** @type {any} */ m) => html`<a href=${mediaUrl(m.sha256)} target="_blank" rel="noopener">
      <img src=${mediaUrl(m.sha256)} alt="${m.role === 'plate' ? 'The plate as the reader saw it' : words(m.role || 'picture')}" class=${m.role}></a>`)}</div>`;
  }

  /** @param {Record<string, string>} facts */
  _chance(facts) {
    if (facts.match !== 'possible') return nothing;
    // as the title says it: a reader is never sure
    const percent = Math.max(1, Math.min(99, Math.round(Number(facts.probability) * 100)));
    return html`<p class="chance"><strong>Possible hit</strong>, ${percent} % likely this plate.
      ${facts.alternatives ? html`It may also be ${facts.alternatives}.` : nothing}</p>`;
  }

  _decision() {
    const lead = this._lead;
    if (!lead) return nothing;
    const last = lead.decisions.at(-1);
    if (lead.state !== 'unverified') {
      return html`<p class="decided ${lead.state}"><strong>${words(lead.state)}</strong> by ${last?.by}, ${timeWithZone(last?.at)}${last?.text ? `: ${last.text}` : ''}</p>`;
    }
    return html`<div class="acts">${VERDICTS.map(([key, verdict, label]) => html`<button class=${verdict === 'confirmed' ? 'primary' : ''} ?disabled=${this._busy}
      @click=${() => this._decide(verdict)}>${label} ${this.keys ? html`<kbd>${key.toUpperCase()}</kbd>` : nothing}</button>`)}</div>`;
  }
}

/** us-nc is NC, and a white ford truck is a Ford. @param {string} reader @param {string} list */
function agrees(reader, list) {
  const read = reader.toUpperCase().split(/[^A-Z0-9]+/);
  return list.toUpperCase().split(/[^A-Z0-9]+/).every((word) => read.includes(word)) || read.join('') === list.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** @param {string} what @param {string} reader @param {string} list */
function row(what, reader, list) {
  const said = Boolean(reader && list);
  const same = said && agrees(reader, list);
  return html`<tr class=${said ? (same ? 'same' : 'differs') : ''}><th scope="row">${what}</th>
    <td>${reader || '–'}</td><td>${list || 'list says nothing'}${said ? html` <span class="word">${same ? 'agrees' : 'differs'}</span>` : nothing}</td></tr>`;
}

customElements.define('rtcc-lead', RtccLead);
