package org.watchfloor.rtcc.plates.internal.lists;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.AbstractCollection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;

/**
 * Entries as the store gives them, one at a time: to be gone through once, as long as the query is
 * open. Not thread-safe.
 */
final class StoredEntries extends AbstractCollection<HotEntry> {
  /** What is asked for, in this order. */
  static final String COLUMNS = "plate, state, reason, agency, entered, expires, make, color";

  private final ResultSet rows;
  private final int size;
  private final long latest;
  private final Optional<String> instead;

  /** Lists repeat a few values a million times. */
  private final Map<String, String> known = new HashMap<>();

  /**
   * @param latest when the whole list ends to be in force, seconds since 1970
   * @param instead said for reason and agency, where those are not for everybody at the desk
   */
  StoredEntries(ResultSet rows, int size, long latest, Optional<String> instead) {
    this.rows = rows;
    this.size = size;
    this.latest = latest;
    this.instead = instead;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Iterator<HotEntry> iterator() {
    return new Iterator<>() {
      private boolean looked;
      private boolean there;

      @Override
      public boolean hasNext() {
        if (!looked) {
          try {
            there = rows.next();
          } catch (SQLException e) {
            throw new StoreException("a hot list cannot be read to its end", e);
          }
          looked = true;
        }
        return there;
      }

      @Override
      public HotEntry next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        looked = false;
        try {
          return entry();
        } catch (SQLException e) {
          throw new StoreException("a hot list cannot be read to its end", e);
        }
      }
    };
  }

  private HotEntry entry() throws SQLException {
    return new HotEntry(
        rows.getString(1),
        kept(2),
        instead.isPresent() ? instead.get() : kept(3),
        instead.isPresent() ? "" : kept(4),
        kept(5),
        Math.min(latest, rows.getLong(6)),
        kept(7),
        kept(8));
  }

  private String kept(int column) throws SQLException {
    return known.computeIfAbsent(rows.getString(column), text -> text);
  }
}
