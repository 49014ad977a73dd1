package org.watchfloor.lint;

/**
 * Something that does not hold.
 *
 * @param rule its number, for instance {@code PKG-03}
 * @param fails whether the plugin may not pass with it
 * @param where file or header
 * @param what is wrong
 * @param remedy what to do
 */
public record Finding(String rule, boolean fails, String where, String what, String remedy) {

  static Finding failure(String rule, String where, String what, String remedy) {
    return new Finding(rule, true, where, what, remedy);
  }

  /** Worth knowing, and no reason to refuse. */
  static Finding note(String rule, String where, String what, String remedy) {
    return new Finding(rule, false, where, what, remedy);
  }

  @Override
  public String toString() {
    return rule + " " + where + ": " + what + ". " + remedy + ".";
  }
}
