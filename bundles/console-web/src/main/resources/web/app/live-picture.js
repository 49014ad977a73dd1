// @ts-check
/** A picture that is fetched again and again, gently: the browser has six connections for all. */
import {cameraUrl, picture} from './api.js';

const PAUSE_MILLIS = 900;
const RETRY_MILLIS = [3_000, 6_000, 15_000];
/** At once, for the whole desk: the event stream and the buttons need connections too. */
const AT_ONCE = 2;

let running = 0;
/** @type {(() => void)[]} */
const waiting = [];

async function turn() {
  if (running >= AT_ONCE) await new Promise((go) => waiting.push(() => go(undefined)));
  running++;
}

function done() {
  running--;
  waiting.shift()?.();
}

/** Says `changed` with each picture and each fault, until it is stopped. */
export class LivePicture extends EventTarget {
  url = '';
  fault = '';
  /** When the picture shown was fetched, this desk's clock. */
  at = 0;
  #stop = new AbortController();

  /** @param {string} cameraId */
  constructor(cameraId) {
    super();
    this.#run(cameraId);
  }

  stop() {
    this.#stop.abort();
    URL.revokeObjectURL(this.url);
  }

  /** @param {string} cameraId */
  async #run(cameraId) {
    let faults = 0;
    while (!this.#stop.signal.aborted) {
      if (!document.hidden) {
        faults = (await this.#once(cameraId)) ? 0 : faults + 1;
      }
      const pause = faults ? RETRY_MILLIS[Math.min(faults, RETRY_MILLIS.length) - 1] : PAUSE_MILLIS;
      await new Promise((go) => setTimeout(go, pause));
    }
  }

  /** @param {string} cameraId */
  async #once(cameraId) {
    await turn();
    try {
      if (this.#stop.signal.aborted) return true;
      const url = await picture(cameraUrl(cameraId, 'snapshot'), this.#stop.signal);
      const old = this.url;
      this.url = url;
      this.at = Date.now();
      this.fault = '';
      if (old) setTimeout(() => URL.revokeObjectURL(old), 1_000);
      if (this.#stop.signal.aborted) URL.revokeObjectURL(url);
      return true;
    } catch (cause) {
      if (!this.#stop.signal.aborted) this.fault = cause instanceof Error ? cause.message : String(cause);
      return false;
    } finally {
      done();
      if (!this.#stop.signal.aborted) this.dispatchEvent(new Event('changed'));
    }
  }
}
