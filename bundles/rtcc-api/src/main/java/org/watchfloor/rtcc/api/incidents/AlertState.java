package org.watchfloor.rtcc.api.incidents;

/** Where an alert is in the queue. */
public enum AlertState {
  /** Nobody has looked yet. */
  NEW,
  /** Somebody has taken it. */
  OWNED,
  /** Part of an incident that a person has opened. */
  INCIDENT,
  DISMISSED,
  CLOSED
}
