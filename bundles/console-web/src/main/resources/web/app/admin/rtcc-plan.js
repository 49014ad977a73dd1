// @ts-check
import {html, nothing} from 'lit';
import {Part} from '../part.js';
import {post, remove} from '../api.js';
import {words} from '../format.js';
import {fact, permissions, signature} from './words.js';

/** What an operation on a plugin would do, asked about before it is done. Says `done` with words. */
class RtccPlan extends Part {
  static properties = {_plan: {state: true}, _consent: {state: true}, _busy: {state: true}, _fault: {state: true}};

  constructor() {
    super();
    /** @type {any} */
    this._plan = null;
    this._consent = false;
    this._busy = false;
    this._fault = '';
  }

  /** @param {any} plan */
  async open(plan) {
    this._plan = plan;
    this._consent = false;
    this._fault = '';
    await this.updateComplete;
    this._dialog().showModal();
  }

  _dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'));
  }

  async _carryOut() {
    const plan = this._plan;
    this._busy = true;
    this._fault = '';
    try {
      await post(`plugin-plans/${plan.id}/carry-out`, {consent: this._consent});
      this._dialog().close();
      const what = {install: 'installed', update: 'updated', rollback: 'rolled back', remove: 'removed'};
      const done = what[/** @type {keyof what} */ (plan.operation)] ?? plan.operation;
      this.dispatchEvent(new CustomEvent('done', {detail: `${plan.pluginId} is ${done}${plan.to ? `: ${plan.to} runs` : ''}`}));
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
    } finally {
      this._busy = false;
    }
  }

  async _forget() {
    await remove(`plugin-plans/${this._plan.id}`).catch(() => {});
    this._dialog().close();
  }

  render() {
    const plan = this._plan;
    return html`<dialog class="plan" aria-labelledby="plan-title">${plan ? this._body(plan) : nothing}</dialog>`;
  }

  /** @param {any} plan */
  _body(plan) {
    const refused = Boolean(plan.refusal);
    return html`<h2 id="plan-title">${words(plan.operation)} ${plan.pluginId}${plan.to ? ` ${plan.to}` : ''}?</h2>
      ${refused ? html`<p class="fault" role="alert"><strong>Refused.</strong> ${plan.refusal}</p>` : nothing}
      ${plan.package ? this._package(plan.package) : nothing}
      <h3>What happens</h3>
      <ol class="steps">${plan.steps.map((/** @type {string} */ step) => html`<li>${step}</li>`)}</ol>
      <p>${plan.refreshed.length ? html`<span class="mark bad">✕ Would refresh ${plan.refreshed.join(', ')}</span>`
        : html`<span class="mark good">✓ Nothing else is refreshed; the desk keeps working</span>`}</p>
      ${plan.sources.length ? html`<p>Sources concerned: ${plan.sources.join(', ')}</p>` : nothing}
      ${plan.needsConsent && !refused ? html`<label class="check consent"><input type="checkbox" .checked=${this._consent}
        @change=${(/** @type {any} */ e) => (this._consent = e.target.checked)}>
        I have checked where this comes from, and want it all the same</label>` : nothing}
      ${this._fault ? html`<p class="fault" role="alert">${this._fault}</p>` : nothing}
      <div class="acts">
        <button @click=${this._forget}>${refused ? 'Close' : 'Leave it as it is'}</button>
        ${refused ? nothing : html`<button class="primary" ?disabled=${this._busy || (plan.needsConsent && !this._consent)}
          @click=${this._carryOut}>${this._busy ? 'Working…' : words(plan.operation)}</button>`}
      </div>`;
  }

  /** @param {any} content */
  _package(content) {
    return html`<dl class="about">
        ${fact('Name', content.name)}
        ${fact('Publisher', content.publisher)}
        ${fact('Signature', html`${signature(content.signature)} <span class="dim">${content.signer}</span>`)}
        ${fact('Trust grade', content.grade)}
        ${fact('Quality', content.quality)}
        ${fact('Runs', content.isolated ? 'in a JVM of its own' : 'inside the center')}
        ${fact('Built for plugin API', content.apiVersion)}
        ${fact('SHA-256', html`<code class="hash">${content.sha256}</code>`)}
      </dl>
      <h3>What it asks for</h3>${permissions(content)}`;
  }
}

customElements.define('rtcc-plan', RtccPlan);
