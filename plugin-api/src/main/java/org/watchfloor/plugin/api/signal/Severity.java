package org.watchfloor.plugin.api.signal;

/**
 * How urgently a person must look. The order of the constants is the order of urgency. Of a signal
 * it is the plugin's opinion: whether an alert comes of it, and how severe that is, a capability
 * decides.
 */
public enum Severity {
  /** Recorded and searchable; nobody is called to look. */
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  /** Life or limb: shown first, sounded until somebody acknowledges. */
  CRITICAL
}
