package org.watchfloor.core.api.runtime;

/** A message could not be decoded now, for a reason that does not lie in the message. */
public final class DecoderUnavailable extends Exception {
  private static final long serialVersionUID = 1;

  public DecoderUnavailable(String reason) {
    super(reason);
  }

  public DecoderUnavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
