package org.watchfloor.plugin.api.source;

/**
 * A user name and a password for a transport.
 *
 * @param user may be empty: then no sign-in is tried
 * @param password may be empty
 */
public record Login(String user, String password) {
  /** No sign-in. */
  public static final Login NONE = new Login("", "");

  public boolean isNone() {
    return user.isEmpty();
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return isNone() ? "Login[none]" : "Login[" + user + "]";
  }
}
