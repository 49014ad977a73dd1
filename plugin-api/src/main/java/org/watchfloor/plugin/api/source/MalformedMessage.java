package org.watchfloor.plugin.api.source;

/** A message that breaks its format. The vendor is told the field and the reason. */
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  /**
   * @param field path of the field in the vendor's own words, for instance {@code results[0].plate}
   * @param reason what is wrong with it
   */
  public MalformedMessage(String field, String reason) {
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
