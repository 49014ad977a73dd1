package org.watchfloor.core.api.runtime;

/** Where a source is in its life. Belongs to the platform, not to the plugin. */
public enum SourceState {
  CONFIGURED,
  STARTING,
  ONLINE,
  DEGRADED,
  OFFLINE,
  /** Waits for other credentials. */
  WAITING_AUTH,
  /** Waits for another configuration; the reason names the key. */
  WAITING_CONFIG,
  /** The plugin that this configuration is for is not installed. */
  WAITING_PLUGIN,
  /** Crashed or hung too often; an administrator releases it. */
  QUARANTINED,
  STOPPED,
  /**
   * Another node of the center runs it, or this node may run nothing now; the reason names which.
   * The ways in that any node takes, webhooks, may be open here nevertheless.
   */
  STANDBY
}
