// @ts-check
import {html, nothing} from 'lit';
import {get, post, remove} from '../api.js';
import {List} from './list.js';
import {age} from '../format.js';
import {toasts} from '../toast.js';

/** Messages that no decoder understood: read, tried again, thrown away. */
class RtccDeadLetters extends List {
  static properties = {open: {state: true}};

  constructor() {
    super();
    this.path = 'dead-letters?limit=100';
    /** @type {any} the one that is read */
    this.open = null;
  }

  /** @param {number} number */
  async _read(number) {
    try {
      this.open = this.open?.number === number ? null : await get(`dead-letters/${number}`);
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {number} number */
  async _replay(number) {
    try {
      const replay = await post(`dead-letters/${number}/replay`);
      toasts.show(`${number}: ${replay.outcome ?? (replay.taken ? 'taken' : 'not taken')}`, {bad: replay.taken === false});
      await this.load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {number} number */
  async _remove(number) {
    try {
      await remove(`dead-letters/${number}`);
      await this.load();
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  render() {
    return html`<h2>Dead letters</h2>
      <p class="dim">Messages that broke their format, kept byte for byte. After an update of the plugin they can be tried again.</p>
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${!this.items ? html`<p class="none">Loading…</p>` : !this.items.length ? html`<p class="none">There is none.</p>` : this._table(this.items)}`;
  }

  /** @param {any[]} letters */
  _table(letters) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Dead letters"><table>
      <thead><tr><th scope="col">Number</th><th scope="col">Source</th><th scope="col">Age</th><th scope="col">Field</th>
        <th scope="col">Reason</th><th scope="col">Bytes</th><th scope="col">Tried again</th><th scope="col"><span class="aloud">Acts</span></th></tr></thead>
      <tbody>${letters.map((letter) => html`<tr>
          <th scope="row">${letter.number}</th><td>${letter.sourceId}</td><td>${age(letter.receivedAt)}</td>
          <td><code>${letter.field}</code></td><td class="why">${letter.reason}</td><td>${letter.length}</td>
          <td>${letter.replay ? html`<span class="mark ${letter.replay.taken ? 'good' : 'bad'}">${letter.replay.taken ? '✓' : '✕'} ${letter.replay.outcome}</span>` : 'not yet'}</td>
          <td class="acts"><button aria-expanded=${this.open?.number === letter.number ? 'true' : 'false'}
              @click=${() => this._read(letter.number)}>Read</button>
            <button @click=${() => this._replay(letter.number)}>Try again</button>
            <button @click=${() => this._remove(letter.number)}>Throw away</button></td>
        </tr>${this.open?.number === letter.number ? html`<tr class="opened"><td colspan="8">${letterBody(this.open)}</td></tr>` : nothing}`)}
      </tbody></table></div>`;
  }
}

/** @param {any} letter */
function letterBody(letter) {
  return html`<dl class="about">${Object.entries({...(letter.contentType ? {'content-type': letter.contentType} : {}), ...letter.headers})
      .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    <pre>${text(letter.body)}</pre>`;
}

/** The first 20,000 bytes as text; what is none of it as \xNN @param {string} base64 */
function text(base64) {
  const bytes = Uint8Array.from(atob(base64 ?? ''), (c) => c.charCodeAt(0)).slice(0, 20_000);
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return [...bytes].map((b) => (b >= 32 && b < 127) || b === 10 ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, '0')}`).join('');
  }
}

customElements.define('rtcc-dead-letters', RtccDeadLetters);
