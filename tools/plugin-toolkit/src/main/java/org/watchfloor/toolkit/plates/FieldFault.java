package org.watchfloor.toolkit.plates;

/** A text that cannot be what its field needs. The message is {@code field: reason}. */
public final class FieldFault extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  /**
   * @param field key of the mapping
   */
  public FieldFault(String field, String reason) {
    super(field + ": " + reason);
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
