package org.watchfloor.rtcc.plates.internal.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
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
import org.watchfloor.rtcc.plates.internal.tables.Times;

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

  /** How much later than another a row may be seen that another node dated before it. */
  private static final long LATE = TimeUnit.MINUTES.toMicros(2);

  private static final int PAGE = 20_000;

  private final Tables tables;
  private final Clock clock;
  private final PlateSet set = new PlateSet();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(KnownPlates::thread);

  /** Up to when, by the clock of who wrote it, the table was read; in microseconds. */
  private long seen = Long.MIN_VALUE;

  public KnownPlates(Tables tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * Reads the table now and each minute, on a thread of its own, so that a search need not. To be
   * called once.
   */
  void follow() {
    executor.scheduleWithFixedDelay(this::tryRefresh, 0, 1, TimeUnit.MINUTES);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "watchfloor-plates-known");
    thread.setDaemon(true);
    return thread;
  }

  private void tryRefresh() {
    try {
      refresh();
    } catch (RuntimeException e) {
      // Thrown on, it would be the last time; a search tries it again and says what is wrong.
      LOG.warn("The plates of the history cannot be read; tried again in a minute", e);
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
              "INSERT INTO plates_known (plate, last_at, added_at) VALUES (?, ?, ?)"
                  + " ON CONFLICT (plate) DO UPDATE SET last_at = excluded.last_at"
                  + " WHERE excluded.last_at > plates_known.last_at + "
                  + DAY)) {
        long now = Times.micros(clock.instant());
        for (Map.Entry<String, Long> plate : last.entrySet()) {
          insert.setString(1, plate.getKey());
          insert.setLong(2, plate.getValue());
          insert.setLong(3, now);
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

  /** Reads what was added to the table since it was last read: all, the first time. */
  synchronized void refresh() {
    long from = seen == Long.MIN_VALUE ? seen : seen - LATE;
    Row last = new Row("", 0, from);
    List<Row> page;
    do {
      Row after = last;
      page = tables.store().read(c -> page(c, after));
      for (Row row : page) {
        set.put(row.plate(), hour(row.lastAt()));
        seen = Math.max(seen, row.addedAt());
        last = row;
      }
    } while (page.size() == PAGE);
  }

  private record Row(String plate, long lastAt, long addedAt) {}

  private static List<Row> page(Connection c, Row after) throws SQLException {
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT plate, last_at, added_at FROM plates_known WHERE (added_at, plate) > (?, ?)"
                + " ORDER BY added_at, plate LIMIT "
                + PAGE)) {
      select.setLong(1, after.addedAt());
      select.setString(2, after.plate());
      List<Row> rows = new ArrayList<>(PAGE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.add(new Row(row.getString(1), row.getLong(2), row.getLong(3)));
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
