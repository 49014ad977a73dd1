// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {alerts} from './alerts.js';
import {feed} from './events.js';
import {sound} from './sound.js';
import {now} from './api.js';
import {age, timeWithZone} from './format.js';
import './rtcc-user.js';

/** What is true on every screen: the line to the center, what nobody has taken, the time, who is here. */
class RtccTopbar extends Part {
  static properties = {center: {}, user: {}, roles: {attribute: false}, sandbox: {type: Boolean}};

  constructor() {
    super();
    this.center = '';
    this.user = '';
    /** @type {string[]} */
    this.roles = [];
    this.sandbox = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.tick();
    for (const target of [alerts, feed, sound]) {
      for (const type of ['changed', 'link']) this.hear(target, type, () => this.requestUpdate());
    }
  }

  render() {
    const critical = alerts.unseenCritical();
    return html`<header class="topbar">
      <a class="home" href="/watch" data-route title="To the watch screen">
        <img src="/favicon.svg" alt="" width="26" height="26"><span>${this.center}</span>
      </a>
      ${this.sandbox
        ? html`<strong class="link sandbox" title="What you see was replayed. Do not dispatch.">Sandbox, not real</strong>`
        : nothing}
      ${this._link()}
      ${alerts.storeAway
        ? html`<span class="link stale store-away" role="alert"
            title="Alerts are shown as they are raised; they can be taken when the store is back.">
            <span aria-hidden="true">✕</span><strong>Store away</strong></span>`
        : nothing}
      <span class="critical ${critical ? 'some' : ''}">
        ${critical ? html`<strong>▲ ${critical} critical</strong> not taken` : 'Nothing critical waits'}
      </span>
      <a class="to-screen" href="/signals" data-route>Signals <kbd>S</kbd></a>
      ${this.roles.some((role) => role === 'operator' || role === 'supervisor')
        ? html`<a class="to-screen" href="/hotlists" data-route>Hot lists <kbd>H</kbd></a>` : nothing}
      ${this.roles.some((role) => role === 'operator' || role === 'supervisor')
        ? html`<a class="to-screen" href="/plates" data-route>Plates <kbd>P</kbd></a>` : nothing}
      ${this.roles.includes('admin') ? html`<a class="to-screen" href="/admin" data-route>Admin</a>` : nothing}
      <span class="gap"></span>
      ${this._sound()}
      <button class="quiet" @click=${() => this._say('help')}>Keys <kbd>?</kbd></button>
      <time class="clock">${timeWithZone(now())}</time>
      <rtcc-user .user=${this.user} .roles=${this.roles}></rtcc-user>
      <button class="quiet" @click=${() => this._say('sign-out')}>Sign out</button>
    </header>`;
  }

  _link() {
    const since = feed.liveAt ? age(feed.liveAt) : '';
    switch (feed.link) {
      case 'live':
        return html`<span class="link live"><span class="dot" aria-hidden="true"></span>Live</span>`;
      case 'stale':
        return html`<span class="link stale" role="alert"><span aria-hidden="true">✕</span>
          <strong>No connection</strong>${since ? html` for ${since}` : nothing}. What you see is old.</span>`;
      case 'reconnecting':
        return html`<span class="link retry"><span aria-hidden="true">◌</span>Reconnecting…</span>`;
      default:
        return html`<span class="link retry"><span aria-hidden="true">◌</span>Connecting…</span>`;
    }
  }

  _sound() {
    const state = sound.state;
    const words =
      state === 'muted' ? `Muted, ${sound.mutedMinutes()} min left` : state === 'on' ? 'Sound on' : 'Sound blocked: click here';
    return html`<button class="quiet sound ${state}" aria-pressed=${state === 'muted'} @click=${() => sound.toggle()}>
      <span aria-hidden="true">${state === 'on' ? '◖))' : '◖✕'}</span> ${words} <kbd>M</kbd></button>`;
  }

  /** @param {string} what */
  _say(what) {
    this.dispatchEvent(new CustomEvent(what, {bubbles: true}));
  }
}

customElements.define('rtcc-topbar', RtccTopbar);
