package org.watchfloor.rtcc.api.incidents;

/** What was asked cannot be done in the state the thing is in; the message names both. */
public final class WrongState extends Exception {
  private static final long serialVersionUID = 1;

  public WrongState(String message) {
    super(message);
  }
}
