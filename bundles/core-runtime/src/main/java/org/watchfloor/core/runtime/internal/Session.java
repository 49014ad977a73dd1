package org.watchfloor.core.runtime.internal;

import org.jspecify.annotations.Nullable;

/** An instance of a plugin that is open for one source. Closed once, by the supervisor. */
interface Session {
  Plugin plugin();

  Gate gate();

  PluginCalls calls();

  /** When it was opened, {@link System#nanoTime}. */
  long openedNanos();

  /**
   * Shuts the gate, then closes the plugin's object and ends its threads; blocks meanwhile.
   *
   * @return what went wrong in the plugin; null if nothing
   */
  @Nullable PluginFault close();
}
