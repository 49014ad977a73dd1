package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.rtcc.plates.internal.tables.Tables;

/**
 * Each plate of the history once, with about when it was last read: a few million where there are a
 * hundred million reads. In a table, and as it is there in memory, where a pattern is compared with
 * all of them. A plate may be in it whose reads are gone; never the other way round. Thread-safe.
 */
public final class KnownPlates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownPlates.class);
  private static final long HOUR = TimeUnit.HOURS.toMicros(1);

  /** A plate that is read all day long is written once a day. */
  private static final long DAY = TimeUnit.DAYS.toMicros(1);

  /** Less than any number: the table was not read yet. */
  private static final long NOTHING = -1;

  private static final int PAGE = 20_000;

  private final Tables tables;
  private final PlateSet set = new PlateSet();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(KnownPlates::thread);

  /** Told once; of the thread that follows. */
  private boolean failing;

  /** The number of the newest read that is known of. */
  private long seen = NOTHING;

  public KnownPlates(Tables tables) {
    this.tables = tables;
  }

  /**
   * Reads the tables now and every two seconds, on a thread of its own, so that little is left to a
   * search. To be called once.
   */
  void follow() {
    executor.scheduleWithFixedDelay(this::tryRefresh, 0, 2, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-known");
    thread.setDaemon(true);
    return thread;
  }

  private void tryRefresh() {
    try {
      refresh();
      failing = false;
    } catch (RuntimeException e) {
      // Thrown on, it would be the last time; a search tries it again and says what is wrong.
      if (!failing) {
        LOG.warn("The plates of the history cannot be read; tried again every 2 s", e);
      }
      failing = true;
    }
  }

  /** The plates of the reads of one transaction that must be written with them. */
  final class Batch {
    /** In the order of plates, in which two nodes never wait for each other. */
    private final Map<String, Long> last = new TreeMap<>();

    /** What the rows say now at least. */
    private final Map<String, Long> rows = new HashMap<>();

    /**
     * @param time of a read, in microseconds
     */
    void add(String plate, long time) {
      if (!written(plate, time)) {
        last.merge(plate, time, Math::max);
      }
    }

    void write(Connection c) throws SQLException {
      // A row that is known is locked even where it is not changed (PostgreSQL, INSERT, ON CONFLICT
      // DO UPDATE): it cannot be deleted before the read is there.
      try (PreparedStatement insert =
          c.prepareStatement(
              "INSERT INTO plates_known (plate, last_at) VALUES (?, ?)"
                  + " ON CONFLICT (plate) DO UPDATE SET last_at = excluded.last_at"
                  + " WHERE excluded.last_at > plates_known.last_at + "
                  + DAY)) {
        for (Map.Entry<String, Long> plate : last.entrySet()) {
          insert.setString(1, plate.getKey());
          insert.setLong(2, plate.getValue());
          insert.addBatch();
        }
        rows(insert.executeBatch());
      }
    }

    /** One that was left as it is says as much as a day less. */
    private void rows(int[] changes) {
      int i = 0;
      for (Map.Entry<String, Long> plate : last.entrySet()) {
        rows.put(plate.getKey(), plate.getValue() - (changes[i++] == 1 ? 0 : DAY));
      }
    }

    /** Not before: what is rolled back is not known. */
    void committed() {
      synchronized (KnownPlates.this) {
        rows.forEach((plate, time) -> set.put(plate, hour(time)));
      }
    }
  }

  Batch batch() {
    return new Batch();
  }

  private static int hour(long time) {
    return (int) Math.floorDiv(time, HOUR);
  }

  /**
   * Whether the row of a plate need not be touched. That is so within a day of what it says: it is
   * deleted a day after the last read that it says is over, and with it this read is over too.
   */
  private synchronized boolean written(String plate, long time) {
    int hour = set.hour(plate);
    return hour != PlateSet.NEVER && time <= hour * HOUR + DAY;
  }

  /**
   * Reads all plates of the table the first time, and from then on the reads that came since,
   * whichever node wrote them: they are written in the order of their numbers.
   */
  synchronized void refresh() {
    if (seen == NOTHING) {
      long newest = tables.store().read(KnownPlates::newest);
      load();
      seen = newest;
    }
    int rows = PAGE;
    while (rows == PAGE) {
      rows = tables.store().read(this::followed);
    }
  }

  private static long newest(Connection c) throws SQLException {
    try (Statement statement = c.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(number) FROM plates_read")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private void load() {
    String last = "";
    int rows = PAGE;
    while (rows == PAGE) {
      String after = last;
      List<String> page = tables.store().read(c -> page(c, after));
      rows = page.size();
      last = rows == 0 ? last : page.get(rows - 1);
    }
  }

  private List<String> page(Connection c, String after) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT plate, last_at FROM plates_known WHERE plate > ? ORDER BY plate LIMIT "
                + PAGE)) {
      select.setString(1, after);
      List<String> plates = new ArrayList<>(PAGE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          plates.add(row.getString(1));
          set.put(row.getString(1), hour(row.getLong(2)));
        }
      }
      return plates;
    }
  }

  /**
   * Of a read nobody says whether it moved the row of its plate: it may say as much as a day less.
   */
  private int followed(Connection c) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT number, plate, COALESCE(recorded_at, occurred_at) FROM plates_read"
                + " WHERE number > ? ORDER BY number LIMIT "
                + PAGE)) {
      select.setLong(1, seen);
      int rows = 0;
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows++;
          seen = row.getLong(1);
          set.put(row.getString(2), hour(row.getLong(3) - DAY));
        }
      }
      return rows;
    }
  }

  /** Those that fit, as they are in the table now; empty where they are more than {@code most}. */
  synchronized Optional<List<String>> find(PlatePattern pattern, int most) {
    refresh();
    return set.find(pattern, most);
  }

  /**
   * Deletes plates whose reads are all over, in one transaction.
   *
   * @param limit reads of before are over, in microseconds
   * @return how many; fewer than {@code most} when none is left
   */
  int delete(long limit, int most) {
    List<String> deleted = tables.store().write(c -> delete(c, limit, most));
    synchronized (this) {
      deleted.forEach(set::remove);
    }
    return deleted.size();
  }

  private static List<String> delete(Connection c, long limit, int most) throws SQLException {
    try (PreparedStatement delete =
        c.prepareStatement(
            "DELETE FROM plates_known WHERE plate IN"
                + " (SELECT plate FROM plates_known WHERE last_at < ? LIMIT ?) RETURNING plate")) {
      delete.setLong(1, limit - DAY);
      delete.setInt(2, most);
      List<String> plates = new ArrayList<>();
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          plates.add(row.getString(1));
        }
      }
      return plates;
    }
  }

  /** Ends after the page that is being read. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
