package org.watchfloor.rtcc.api.incidents;

/** Why an alert needs nothing done. */
public enum DismissReason {
  MISREAD_PLATE,
  ALREADY_KNOWN,
  DUPLICATE,
  OUT_OF_AREA,
  TEST,
  NOT_POLICE_MATTER,
  /** Said in words. */
  OTHER
}
