// @ts-check
/** A tone that repeats while a critical alert waits for somebody. */
import {alerts} from './alerts.js';

const REPEAT_MILLIS = 6_000;
/** A muted desk is forgotten: it comes back by itself. */
const MUTED_MILLIS = 15 * 60_000;

/** Says `changed` when on, muted or blocked changes. */
class Sound extends EventTarget {
  /** @type {AudioContext|null} */ #context = null;
  #mutedUntil = 0;
  /** @type {number|undefined} */ #unmute;
  #lastTone = 0;
  #unlockedAt = 0;

  constructor() {
    super();
    // Browsers give no sound before a person has touched the page.
    const unlock = () => this.#unlock();
    addEventListener('pointerdown', unlock);
    addEventListener('keydown', unlock);
    alerts.addEventListener('changed', () => this.#maybe());
    setInterval(() => this.#maybe(), 1_000);
  }

  /** @returns {'on'|'muted'|'blocked'} */
  get state() {
    if (this.muted) return 'muted';
    return this.#context?.state === 'running' ? 'on' : 'blocked';
  }

  get muted() {
    return Date.now() < this.#mutedUntil;
  }

  mutedMinutes() {
    return Math.max(1, Math.ceil((this.#mutedUntil - Date.now()) / 60_000));
  }

  toggle() {
    // the press that gave sound back must not mute it in the same moment
    if (this.state === 'blocked' || Date.now() - this.#unlockedAt < 500) return;
    clearTimeout(this.#unmute);
    if (this.muted) {
      this.#mutedUntil = 0;
    } else {
      this.#mutedUntil = Date.now() + MUTED_MILLIS;
      this.#unmute = window.setTimeout(() => this.#changed(), MUTED_MILLIS + 50);
    }
    this.#changed();
  }

  #unlock() {
    if (!('AudioContext' in window)) return;
    this.#context ??= new AudioContext();
    if (this.#context.state !== 'running') {
      this.#unlockedAt = Date.now();
      this.#context.resume().then(() => this.#changed(), () => {});
    }
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }

  #maybe() {
    if (alerts.unseenCritical() === 0) {
      this.#lastTone = 0;
    } else if (this.state === 'on' && Date.now() - this.#lastTone >= REPEAT_MILLIS) {
      this.#lastTone = Date.now();
      this.#tone();
    }
  }

  #tone() {
    const context = this.#context;
    if (!context) return;
    // two short falling notes: heard over talk, not mistaken for a telephone
    [880, 660, 880, 660].forEach((hertz, i) => {
      const start = context.currentTime + i * 0.18;
      const note = context.createOscillator();
      const level = context.createGain();
      note.frequency.value = hertz;
      level.gain.setValueAtTime(0, start);
      level.gain.linearRampToValueAtTime(0.16, start + 0.02);
      level.gain.linearRampToValueAtTime(0, start + 0.16);
      note.connect(level).connect(context.destination);
      note.start(start);
      note.stop(start + 0.17);
    });
  }
}

export const sound = new Sound();
