package org.watchfloor.rtcc.api.plates;

/** Something about hot lists is not done; the message says why and what to do. */
public final class HotListRefused extends Exception {
  private static final long serialVersionUID = 1;

  /** Whose fault it is. */
  public enum Because {
    /** There is no such thing. */
    UNKNOWN,
    /** The thing is in another state. */
    STATE,
    /** This person may not do it. */
    NOT_ALLOWED
  }

  private final Because because;

  public HotListRefused(Because because, String message) {
    super(message);
    this.because = because;
  }

  public Because because() {
    return because;
  }
}
