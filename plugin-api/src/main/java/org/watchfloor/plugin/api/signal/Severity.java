package org.watchfloor.plugin.api.signal;

/** How urgently a person must look. The order of the constants is the order of urgency. */
public enum Severity {
  /** Recorded and searchable; nobody is called to look. */
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  /** Life or limb: shown first, sounded until somebody acknowledges. */
  CRITICAL
}
