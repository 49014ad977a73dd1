package org.watchfloor.core.api.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.watchfloor.core.api.store.Store.Dialect;

/**
 * The partitions, one for each day (UTC), of a table on PostgreSQL that is partitioned by a time in
 * microseconds since 1970, so that old rows go by dropping a day. Thread-safe. On SQLite it does
 * nothing and drops nothing.
 *
 * <p>A time that is too far away, because a device's clock is wrong, has no day of its own: its row
 * lies in the partition {@code <table>_other}, from where it is moved when its day is made.
 */
public final class DayPartitions {
  private static final long DAY = TimeUnit.DAYS.toMicros(1);
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,40}");

  /** Days made before they begin, so that nobody waits at midnight. */
  private static final int AHEAD = 2;

  /** Days back for which a late row gets a partition: a broken clock must not make thousands. */
  private static final int BACK = 400;

  private final Store store;
  private final String table;
  private final String column;

  /** Days that are known to be there; of committed transactions only. */
  private final Set<Long> made = ConcurrentHashMap.newKeySet();

  private volatile boolean looked;

  public DayPartitions(Store store, String table, String column) {
    if (!WORD.matcher(table).matches() || !WORD.matcher(column).matches()) {
      throw new IllegalArgumentException("no name of a table or column: " + table + "." + column);
    }
    this.store = store;
    this.table = table;
    this.column = column;
  }

  /** What is done with the rows of a day that are dropped, in the same transaction. */
  @FunctionalInterface
  public interface Dropped {
    void rows(Connection connection, long rows) throws SQLException;
  }

  /**
   * From when on rows are kept, given a time in microseconds from when on they may be: on
   * PostgreSQL the end of that day, for a day goes as a whole and none of it may stay too long.
   */
  public long limit(long time) {
    long day = Math.floorDiv(time, DAY);
    return !used() || time == Long.MIN_VALUE || time == day * DAY ? time : (day + 1) * DAY;
  }

  private boolean used() {
    return store.dialect() == Dialect.POSTGRESQL;
  }

  /** The table to delete rows from that no dropping reaches. */
  public String rest() {
    return used() ? table + "_other" : table;
  }

  /** A statement of the migration that makes the table: the partition of what has no day. */
  public static String other(String table) {
    return "CREATE TABLE " + table + "_other PARTITION OF " + table + " DEFAULT";
  }

  /**
   * Makes the days that times fall into, and the next two. To be called before the transaction that
   * inserts, not within it.
   */
  public void prepare(Collection<Long> times, Instant now) {
    if (!used()) {
      return;
    }
    look();
    long today = Math.floorDiv(now.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    SortedSet<Long> wanted = new TreeSet<>();
    for (long day = today; day <= today + AHEAD; day++) {
      wanted.add(day);
    }
    for (long time : times) {
      long day = Math.floorDiv(time, DAY);
      if (day >= today - BACK && day <= today + AHEAD) {
        wanted.add(day);
      }
    }
    wanted.removeAll(made);
    if (!wanted.isEmpty()) {
      store.write(c -> make(c, wanted));
      made.addAll(wanted);
    }
  }

  private void look() {
    if (!looked) {
      made.addAll(store.read(this::days));
      looked = true;
    }
  }

  private List<Long> days(Connection c) throws SQLException {
    List<Long> days = new ArrayList<>();
    try (PreparedStatement select =
        c.prepareStatement(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = to_regclass(?)")) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String name = row.getString(1);
          if (name.matches(table + "_d[0-9]{8}")) {
            String date = name.substring(name.length() - 8);
            days.add(LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay());
          }
        }
      }
    }
    return days;
  }

  private int make(Connection c, Collection<Long> days) throws SQLException {
    for (long day : days) {
      make(c, partition(day), day * DAY, (day + 1) * DAY);
    }
    return days.size();
  }

  private String partition(long day) {
    return table + "_d" + LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private void make(Connection c, String name, long from, long to) throws SQLException {
    try (Statement statement = c.createStatement()) {
      if (exists(c, name)) {
        return; // another node was first
      }
      String range = " FOR VALUES FROM (" + from + ") TO (" + to + ")";
      String those = " WHERE " + column + " >= " + from + " AND " + column + " < " + to;
      if (!any(statement, "SELECT 1 FROM " + table + "_other" + those + " LIMIT 1")) {
        statement.execute("CREATE TABLE " + name + " PARTITION OF " + table + range);
        return;
      }
      // PostgreSQL makes no partition for rows that the default one holds.
      statement.execute("CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL)");
      statement.execute(
          "WITH gone AS (DELETE FROM %1$s_other%2$s RETURNING *) INSERT INTO %3$s SELECT * FROM gone"
              .formatted(table, those, name));
      statement.execute("ALTER TABLE " + table + " ATTACH PARTITION " + name + range);
    }
  }

  private static boolean exists(Connection c, String name) throws SQLException {
    try (PreparedStatement select = c.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static boolean any(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next();
    }
  }

  /**
   * Drops the days that are over as a whole, each in a transaction of its own.
   *
   * @param limit microseconds; rows of before are over
   * @param dropped is told how many rows each had
   * @return rows dropped
   */
  public long dropBefore(long limit, Dropped dropped) {
    if (!used() || limit == Long.MIN_VALUE) {
      return 0;
    }
    long gone = 0;
    for (long day : store.read(this::days)) {
      if ((day + 1) * DAY <= limit) {
        // Counted outside of the transaction: nothing is added to a day that is over.
        long rows = store.read(c -> count(c, partition(day)));
        gone += store.write(c -> drop(c, partition(day), rows, dropped));
        made.remove(day);
      }
    }
    return gone;
  }

  private static long count(Connection c, String partition) throws SQLException {
    try (Statement statement = c.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + partition)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long drop(Connection c, String partition, long rows, Dropped dropped)
      throws SQLException {
    try (Statement statement = c.createStatement()) {
      // A long query would be waited for, and every new one would wait behind.
      statement.execute("SET LOCAL lock_timeout = '2s'");
      statement.execute("DROP TABLE " + partition);
      dropped.rows(c, rows);
      return rows;
    }
  }
}
