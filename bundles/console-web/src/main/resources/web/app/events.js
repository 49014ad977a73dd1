// @ts-check
/** The one stream of events, and whether it can be trusted at the moment. */
import {get, authority, Problem, now} from './api.js';

/** @typedef {'connecting'|'live'|'reconnecting'|'stale'} LinkState */
/** @typedef {{number: number, recordedAt: string, type: string, sourceId?: string, alert?: any, change?: any, signal?: any}} Entry */

const CHECK_MILLIS = 15_000;
const STALE_MILLIS = 20_000;
/** Signals a second: more nobody sees, and alerts must not wait behind them. Plates take a reason. */
const SIGNALS = 'without=plate.read,device.heartbeat&rate=40';
const RETRY_MILLIS = [1_000, 2_000, 5_000, 10_000];

/**
 * Says `entry` with each signal, alert and change, `skipped` when signals were left out, `link` when the state of the connection changes, and
 * `caught-up` when a connection that was lost is back. The browser reconnects by itself and names
 * the last event it saw; where it gives up (the center restarts) this asks again from that event.
 */
class Feed extends EventTarget {
  /** @type {LinkState} */ link = 'connecting';
  /** When it was last known to be live, by the center's clock. */
  liveAt = 0;
  /** @type {EventSource|null} */ #source = null;
  #last = 0;
  #attempts = 0;
  /** @type {number|undefined} */ #retry;
  /** @type {number|undefined} */ #check;
  /** @type {number|undefined} */ #staleTimer;

  /** @param {number} since number of the last entry that the screens already show */
  start(since) {
    this.stop();
    this.#last = since;
    this.#open();
    this.#check = window.setInterval(() => this.#probe(), CHECK_MILLIS);
    addEventListener('online', this.#again);
    addEventListener('offline', this.#lost);
  }

  stop() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#retry);
    clearTimeout(this.#staleTimer);
    clearInterval(this.#check);
    removeEventListener('online', this.#again);
    removeEventListener('offline', this.#lost);
  }

  #open() {
    this.#source?.close();
    clearTimeout(this.#retry);
    const source = new EventSource(`/api/v1/events?types=signal,alert,change&${SIGNALS}&since=${this.#last}`);
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    source.addEventListener('skipped', () => this.dispatchEvent(new Event('skipped')));
    for (const type of ['signal', 'alert', 'change']) {
      source.addEventListener(type, (event) => this.#take(/** @type {MessageEvent} */ (event)));
    }
    this.#source = source;
  }

  #opened() {
    const back = this.link === 'reconnecting' || this.link === 'stale';
    this.#attempts = 0;
    this.#set('live');
    if (back) this.dispatchEvent(new Event('caught-up'));
  }

  /** @param {EventSource} source */
  #failed(source) {
    this.#lost();
    if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
    const wait = RETRY_MILLIS[Math.min(this.#attempts++, RETRY_MILLIS.length - 1)];
    clearTimeout(this.#retry);
    this.#retry = window.setTimeout(() => this.#open(), wait);
    // a refusal may mean that the session is over: any answer tells
    get('session').catch((problem) => {
      if (problem instanceof Problem && problem.status === 401) {
        authority.dispatchEvent(new Event('signed-out'));
      }
    });
  }

  /** @param {MessageEvent} event */
  #take(event) {
    const number = Number(event.lastEventId);
    if (number && number <= this.#last) return; // delivered twice after a reconnect
    if (number) this.#last = number;
    this.liveAt = now();
    /** @type {Entry} */
    const entry = JSON.parse(event.data);
    this.dispatchEvent(new CustomEvent('entry', {detail: entry}));
  }

  /** A dead line can look open for minutes: ask for something small and see. */
  async #probe() {
    try {
      await get('bus', AbortSignal.timeout(8_000));
      if (this.link === 'live') this.liveAt = now();
      else if (this.#source?.readyState !== EventSource.OPEN) this.#open();
    } catch {
      this.#lost();
    }
  }

  #again = () => this.#open();

  #lost = () => {
    if (this.link === 'live' || this.link === 'connecting') {
      this.#set('reconnecting');
      clearTimeout(this.#staleTimer);
      this.#staleTimer = window.setTimeout(() => {
        if (this.link === 'reconnecting') this.#set('stale');
      }, STALE_MILLIS);
    }
  };

  /** @param {LinkState} link */
  #set(link) {
    if (link === 'live') {
      this.liveAt = now();
      clearTimeout(this.#staleTimer);
    }
    if (link === this.link) return;
    this.link = link;
    this.dispatchEvent(new Event('link'));
  }
}

export const feed = new Feed();
