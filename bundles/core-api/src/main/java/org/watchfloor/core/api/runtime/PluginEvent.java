package org.watchfloor.core.api.runtime;

import java.time.Instant;

/**
 * Something that went wrong with a plugin, and what it cost.
 *
 * @param at when it was noticed, UTC
 * @param sourceId of the source concerned; empty where it is the plugin as a whole
 * @param kind what it was
 * @param what in words
 * @param lost what was lost by it, in words: {@code 312 signals refused, 1 call dropped}; empty for
 *     nothing
 */
public record PluginEvent(Instant at, String sourceId, Kind kind, String what, String lost) {

  /** Sorts of trouble. */
  public enum Kind {
    /** A call did not return in time. */
    HUNG,
    CRASHED,
    /** More threads than its budget, or threads left after close. */
    THREADS,
    /** More signals than its budget. */
    FLOOD,
    /** More memory than its budget while the center was short of it. */
    MEMORY,
    /** The plugin's code was stopped until an administrator releases it. */
    QUARANTINED,
    RELEASED
  }
}
