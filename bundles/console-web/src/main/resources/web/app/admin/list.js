// @ts-check
import {get} from '../api.js';
import {feed} from '../events.js';
import {Part} from '../part.js';

/** Between two looks at what changes without an event, milliseconds. */
const AGAIN_MS = 5_000;

/** So that a thousand cameras that come back at once are one look, milliseconds. */
const GATHER_MS = 1_000;

/**
 * Calls soon after the center said that something of itself has changed.
 * @param {Part} part while it is on the page
 * @param {() => void} act
 */
export function onChange(part, act) {
  /** @type {number|undefined} */
  let waiting;
  part.hear(feed, 'entry', (event) => {
    if (event.detail.type !== 'change' || waiting) return;
    waiting = window.setTimeout(() => {
      waiting = undefined;
      if (part.isConnected) act();
    }, GATHER_MS);
  });
}

/** A table of things that the center has, asked for again while it is on the page. */
export class List extends Part {
  static properties = {items: {state: true}, fault: {state: true}};

  constructor() {
    super();
    /** @type {any[]|null} null until the center has said */
    this.items = null;
    this.fault = '';
    /** Address below /api/v1. */
    this.path = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
    const timer = setInterval(() => this.load(), AGAIN_MS);
    this.later(() => clearInterval(timer));
    onChange(this, () => this.load());
  }

  async load() {
    try {
      this.items = (await get(this.path)).items;
      this.fault = '';
    } catch (cause) {
      this.fault = cause instanceof Error ? cause.message : String(cause);
    }
  }
}
