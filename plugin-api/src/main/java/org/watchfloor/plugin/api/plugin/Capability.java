package org.watchfloor.plugin.api.plugin;

/**
 * What a plugin can do; one that is not declared is never asked for. Of {@link #DISCOVERY} and
 * {@link #COMMANDS} nothing is asked by this version of the API.
 */
public enum Capability {
  /** The vendor sends by itself. */
  PUSH,
  /** The vendor is asked at intervals. */
  POLL,
  /** A feed that can be read again from a bookmark. */
  REPLAY,
  /** Sources of the plugin are cameras. */
  LIVE_MEDIA,
  DISCOVERY,
  COMMANDS
}
