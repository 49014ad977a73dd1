package org.watchfloor.core.access.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.watchfloor.core.api.access.Role;

/** What a user's name, password and roles must be like. Each refusal begins with the field. */
final class Rules {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

  /** Would be taken for somebody else in the audit log. */
  private static final Set<String> RESERVED = Set.of("system", "anonymous", "unknown");

  private static final int MIN_PASSWORD = 12;

  private Rules() {}

  static void name(String name) {
    if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "name: must have 1 to 63 lower-case letters, digits, dots, hyphens, a letter first, and"
              + " be none of "
              + String.join(", ", RESERVED));
    }
  }

  /**
   * @param field that the refusal names
   * @param name of the user
   */
  static void password(String field, String name, String password) {
    if (password.length() < MIN_PASSWORD || password.length() > Passwords.MAX_LENGTH) {
      throw new IllegalArgumentException(
          field + ": must have " + MIN_PASSWORD + " to " + Passwords.MAX_LENGTH + " characters");
    }
    if (plain(password).strip().equals(plain(name))) {
      throw new IllegalArgumentException(field + ": must not be the name");
    }
  }

  /** The typed ones are compared, so that a changed password is never the same in other letters. */
  static void otherPassword(String field, String old, String password) {
    if (Passwords.normal(old).equals(Passwords.normal(password))) {
      throw new IllegalArgumentException(field + ": must be another one than the old one");
    }
  }

  static void roles(Set<Role> roles) {
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("roles: must name at least one");
    }
  }

  private static String plain(String text) {
    return Passwords.normal(text).toLowerCase(Locale.ROOT);
  }
}
