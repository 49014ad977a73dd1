// @ts-check
import {get} from '../api.js';
import {feed} from '../events.js';
import {Part} from '../part.js';

/** Seconds between two looks at what changes without an event. */
const AGAIN_MS = 5_000;

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
    this.hear(feed, 'change', () => this.load());
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
