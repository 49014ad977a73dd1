package org.watchfloor.toolkit.plates;

/** What a read is made of. */
public enum Field {
  PLATE("plate"),
  TIME("time"),
  ID("id"),
  DEVICE("device"),
  REGION("region"),
  CONFIDENCE("confidence"),
  MAKE("make"),
  COLOR("color"),
  BODY("body"),
  HEADING("heading"),
  LATITUDE("latitude"),
  LONGITUDE("longitude");

  private final String key;

  Field(String key) {
    this.key = key;
  }

  /** Key of the configuration that says where it comes from. */
  public String key() {
    return key;
  }
}
