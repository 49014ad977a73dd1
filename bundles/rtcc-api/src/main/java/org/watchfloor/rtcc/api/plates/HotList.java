package org.watchfloor.rtcc.api.plates;

import java.time.Instant;
import java.util.Optional;

/**
 * A hot list as it is now.
 *
 * @param name 1 to 64 characters
 * @param terms what is agreed of it
 * @param entries how many plates
 * @param layout of the file it was imported from; empty where there was none
 * @param importedAt last import, UTC
 * @param importedBy user or token
 * @param waiting an import that waits for a supervisor
 */
public record HotList(
    String name,
    HotListTerms terms,
    int entries,
    String layout,
    Instant importedAt,
    String importedBy,
    Optional<Waiting> waiting) {

  /**
   * An import that is not in force yet.
   *
   * @param id to name it by
   * @param entries how many plates it has
   * @param why it waits, in words
   * @param at when it came, UTC
   * @param by user or token
   */
  public record Waiting(long id, int entries, String why, Instant at, String by) {}

  /** One of usual terms. */
  public HotList(String name, String owner, int entries, Instant importedAt, String importedBy) {
    this(name, HotListTerms.of(owner), entries, "", importedAt, importedBy, Optional.empty());
  }

  public String owner() {
    return terms.owner();
  }
}
