package org.watchfloor.core.api.access;

/** Sign-in refused. The message is safe to show: it does not say which part was wrong. */
public final class AccessDenied extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean locked;

  public AccessDenied(String message, boolean locked) {
    super(message);
    this.locked = locked;
  }

  /** Whether the name is locked after too many wrong passwords. */
  public boolean locked() {
    return locked;
  }
}
