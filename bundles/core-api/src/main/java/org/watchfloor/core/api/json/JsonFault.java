package org.watchfloor.core.api.json;

/** JSON that does not hold what is expected: which field, and why. */
public final class JsonFault extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  /**
   * @param field path of the field, {@code location.coordinates}; empty for the whole document
   */
  public JsonFault(String field, String reason) {
    super((field.isEmpty() ? "document" : field) + ": " + reason);
    this.field = field;
    this.reason = reason;
  }

  public String field() {
    return field;
  }

  public String reason() {
    return reason;
  }
}
