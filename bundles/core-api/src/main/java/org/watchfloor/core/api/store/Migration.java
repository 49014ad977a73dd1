package org.watchfloor.core.api.store;

import java.util.List;
import org.watchfloor.core.api.store.Store.Dialect;

/**
 * One step of a component's schema.
 *
 * @param version 1 and up, without gaps
 * @param description a few words
 * @param statements SQL that both SQLite 3.40+ and PostgreSQL 15+ understand, or SQLite alone if
 *     there are others for PostgreSQL. Lengths of texts are not enforced and texts are compared
 *     byte by byte on both, so that a row or an order of one is a row or an order of the other.
 * @param postgresql what is done on PostgreSQL instead; empty for the same
 */
public record Migration(
    int version, String description, List<String> statements, List<String> postgresql) {
  public Migration {
    statements = List.copyOf(statements);
    postgresql = List.copyOf(postgresql);
  }

  /** A step that is the same everywhere. */
  public Migration(int version, String description, List<String> statements) {
    this(version, description, statements, List.of());
  }

  /** What is done in a dialect. */
  public List<String> statements(Dialect dialect) {
    return dialect == Dialect.POSTGRESQL && !postgresql.isEmpty() ? postgresql : statements;
  }
}
