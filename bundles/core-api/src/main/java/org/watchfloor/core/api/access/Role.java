package org.watchfloor.core.api.access;

import java.util.Locale;

/** What a person may do. A role does not include another: give a person several. */
public enum Role {
  /** Sees the map, alerts and sources. */
  VIEWER,
  /** Works alerts and incidents; looks plates up with a reason. */
  OPERATOR,
  /** Hot lists, cameras, what an operator may not undo. */
  SUPERVISOR,
  /** Reads and verifies the audit log. */
  AUDITOR,
  /** Hands in signals by REST; for tokens of machines. */
  SENSOR,
  /** Users, tokens, sources, plugins, configuration. */
  ADMIN;

  /** As written in configuration, REST and shell ACLs: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException listing the roles if there is none of that word
   */
  public static Role ofWord(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role: \"" + word + "\" is none of viewer, operator, supervisor, auditor, sensor, admin");
  }
}
