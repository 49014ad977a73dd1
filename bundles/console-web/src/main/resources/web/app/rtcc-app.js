// @ts-check
import {html, nothing} from 'lit';
import {Part} from './part.js';
import {authority, get, session, signOut} from './api.js';
import {alerts} from './alerts.js';
import {cameras} from './cameras.js';
import {kinds} from './kinds.js';
import {signals} from './signals.js';
import {feed} from './events.js';
import {sound} from './sound.js';
import {announce} from './announce.js';
import {bind} from './keys.js';
import {age, setZone} from './format.js';
import {loadPlaces, place} from './places.js';
import {severity} from './severity.js';
import {go, route, router} from './router.js';
import {toasts} from './toast.js';
import './rtcc-signin.js';
import './rtcc-topbar.js';
import './rtcc-toast.js';
import './rtcc-keys.js';
import './rtcc-password.js';
import './rtcc-watch.js';
import './rtcc-incident.js';
import './rtcc-signals.js';
import './rtcc-hotlists.js';
import './rtcc-plates.js';
import './admin/rtcc-admin.js';

/** The whole page: who is here, which screen, what is said aloud. */
class RtccApp extends Part {
  static properties = {
    _session: {state: true},
    _center: {state: true},
    _reason: {state: true},
    _fault: {state: true},
  };

  constructor() {
    super();
    /** @type {import('./api.js').Session|null|undefined} undefined until the center has said */
    this._session = undefined;
    this._center = 'Watchfloor';
    this._reason = '';
    this._fault = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.hear(router, 'moved', () => this.requestUpdate());
    this.hear(authority, 'signed-out', () => this._leave('Your session is over. Sign in to go on.'));
    this.hear(alerts, 'arrived', (event) => this._arrived(event.detail));
    this.hear(feed, 'link', () => this._linkChanged());
    this.later(bind({m: () => sound.toggle(), '?': () => this._help(), s: () => this._session && go('/signals'), p: () => this._session && go('/plates'), h: () => this._session && this._mayHotLists() && go('/hotlists')}));
    this._begin();
  }

  async _begin() {
    try {
      // a page without name or zone still works
      const settings = await get('/console/settings').catch(() => ({name: this._center, zone: ''}));
      this._center = settings.name;
      document.title = settings.name;
      if (settings.zone) setZone(settings.zone);
      const known = await session();
      if (known) await this._enter(known);
      else this._session = null;
      this._fault = '';
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
      setTimeout(() => this._begin(), 3_000);
    }
  }

  /** @param {import('./api.js').Session} known */
  async _enter(known) {
    const bus = await get('bus');
    await alerts.load(known.user);
    feed.start(bus.head);
    this._reason = '';
    this._session = known;
    loadPlaces();
    cameras.load().catch((cause) => toasts.failed(cause));
    kinds.load().then(() => signals.load()).catch((cause) => toasts.failed(cause));
  }

  /** @param {string} reason */
  _leave(reason) {
    if (!this._session) return;
    feed.stop();
    this._reason = reason;
    this._session = null;
  }

  async _signOut() {
    try {
      await signOut();
      this._leave('You are signed out.');
    } catch (cause) {
      toasts.failed(cause);
    }
  }

  /** @param {import('./alerts.js').Alert} alert */
  _arrived(alert) {
    const urgent = alert.severity === 'critical';
    announce(`${severity(alert.severity).word}: ${alert.title}, ${place(alert)}`, urgent);
  }

  _linkChanged() {
    const words = {live: 'Live again', reconnecting: 'Connection lost, reconnecting',
      stale: `No connection for ${age(feed.liveAt)}`, connecting: ''}[feed.link];
    if (words) announce(words, feed.link === 'stale');
  }

  _password() {
    /** @type {any} */ (this.querySelector('rtcc-password'))?.open();
  }

  _mayHotLists() {
    return this._session?.roles.some((role) => role === 'operator' || role === 'supervisor');
  }

  _help() {
    /** @type {any} */ (this.querySelector('rtcc-keys'))?.open();
  }

  render() {
    return html`${this._screen()}
      <div id="say" class="aloud" aria-live="polite"></div>
      <div id="say-now" class="aloud" aria-live="assertive"></div>`;
  }

  _screen() {
    if (this._fault && !this._session) {
      return html`<main class="signin"><p class="why" role="alert">${this._fault} Trying again…</p></main>`;
    }
    if (this._session === undefined) return html`<main class="signin"><p>Connecting…</p></main>`;
    if (this._session === null) {
      return html`<rtcc-signin .center=${this._center} .reason=${this._reason}
        @signed-in=${(/** @type {CustomEvent} */ e) => this._entered(e.detail)}></rtcc-signin>`;
    }
    const to = route();
    return html`<rtcc-topbar .center=${this._center} .user=${this._session.user} .roles=${this._session.roles} ?sandbox=${this._session.sandbox}
        @sign-out=${this._signOut} @help=${this._help} @change-password=${this._password}></rtcc-topbar>
      ${this._room(to)}
      <rtcc-toast></rtcc-toast><rtcc-keys></rtcc-keys><rtcc-password .user=${this._session.user}></rtcc-password>${nothing}`;
  }

  /** @param {import('./router.js').Route} to */
  _room(to) {
    switch (to.screen) {
      case 'incident':
        return html`<rtcc-incident .incidentId=${to.id}></rtcc-incident>`;
      case 'signals':
        return html`<rtcc-signals .roles=${this._session?.roles ?? []}></rtcc-signals>`;
      case 'hotlists':
        return html`<rtcc-hotlists .roles=${this._session?.roles ?? []} .user=${this._session?.user ?? ''}></rtcc-hotlists>`;
      case 'plates':
        return html`<rtcc-plates .roles=${this._session?.roles ?? []} .user=${this._session?.user ?? ''}></rtcc-plates>`;
      case 'admin':
        return html`<rtcc-admin .tab=${to.tab} .of=${to.of} .roles=${this._session?.roles ?? []}></rtcc-admin>`;
      default:
        return html`<rtcc-watch></rtcc-watch>`;
    }
  }

  /** @param {import('./api.js').Session} known */
  async _entered(known) {
    try {
      await this._enter(known);
    } catch (cause) {
      this._fault = cause instanceof Error ? cause.message : String(cause);
      setTimeout(() => this._begin(), 3_000);
    }
  }
}

customElements.define('rtcc-app', RtccApp);
