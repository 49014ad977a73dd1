package org.watchfloor.core.api.store;

import java.util.List;

/**
 * One step of a component's schema.
 *
 * @param version 1 and up, without gaps
 * @param description a few words
 * @param statements SQL that both SQLite 3.40+ and PostgreSQL 15+ understand
 */
public record Migration(int version, String description, List<String> statements) {
  public Migration {
    statements = List.copyOf(statements);
  }
}
