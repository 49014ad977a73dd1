package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.rtcc.plates.internal.history.ReadTable;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

/** How what is over lies in the store: by day, by an index, in the first schema. */
@Timeout(30)
@EachStore
class RetentionDaysTest extends RetentionFixture {
  @Test
  void whereReadsLieByDayADayGoesAsAWholeAndNoneOfItTooLate() {
    assumeTrue(RealStore.dialect() == Dialect.POSTGRESQL, "SQLite deletes rows");
    Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
    Instant future = Instant.parse("2050-01-01T00:00:00Z");
    List<BusEntry> all =
        List.of(read(1, midnight.minus(TICK), NOW), read(2, NOW, NOW), read(3, future, NOW));
    reads.add(all);
    hits.add(List.of(hit(1, NOW, NOW), hit(2, future, NOW)));
    assertThat(partitions())
        .containsExactly(
            "plates_read_d20261123",
            "plates_read_d20261124",
            "plates_read_d20261125",
            "plates_read_d20261126",
            "plates_read_other");
    clock.move(Duration.ofDays(90).minus(Duration.ofHours(14)));
    job.run();
    assertThat(partitions()).doesNotContain("plates_read_d20261123").hasSize(4);
    assertThat(readNumbers()).containsExactly(2L, 3L);
    clock.move(TICK);
    job.run();
    assertThat(partitions()).doesNotContain("plates_read_d20261124").hasSize(3);
    assertThat(readNumbers()).as("without a day, gone to the row").isEmpty();
    reads.add(all);
    assertThat(readNumbers()).as("not brought back").isEmpty();
    assertThat(hitNumbers()).as("to the microsecond").containsExactly(1L, 2L);
  }

  @Test
  void readsOfADayThatWasTooFarAreMovedWhenItComes() {
    assumeTrue(RealStore.dialect() == Dialect.POSTGRESQL, "SQLite has one table");
    Instant later = NOW.plus(Duration.ofDays(5));
    reads.add(List.of(read(1, later, NOW)));
    clock.move(Duration.ofDays(4));
    reads.add(List.of(read(1, later, NOW), read(2, NOW.plus(Duration.ofDays(4)), later)));
    assertThat(partitions()).contains("plates_read_d20261129");
    assertThat(rows("plates_read_other")).isZero();
    assertThat(rows("plates_read_d20261129")).isEqualTo(1);
    assertThat(readNumbers()).containsExactly(1L, 2L);
    assertThat(reads.count()).isEqualTo(2);
  }

  private List<String> partitions() {
    return store.read(
        c -> {
          try (PreparedStatement select =
                  c.prepareStatement(
                      "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                          + " WHERE i.inhparent = to_regclass('plates_read') ORDER BY 1");
              ResultSet row = select.executeQuery()) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
              names.add(row.getString(1));
            }
            return names;
          }
        });
  }

  private long rows(String table) {
    return store.read(
        c -> {
          try (PreparedStatement select = c.prepareStatement("SELECT COUNT(*) FROM " + table);
              ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Test
  void rowsOfTheFirstSchemaGoToo() throws Exception {
    try (SqlStore old = RealStore.open(folder.resolve("old"))) {
      old.migrate("plates", List.of(Tables.FIRST));
      old.write(
          c -> {
            try (Statement insert = c.createStatement()) {
              insert.executeUpdate("UPDATE plates_total SET amount = 1");
              return insert.executeUpdate(
                  "INSERT INTO plates_read VALUES (1, 'a~b', %d, 'P1', '{}')"
                      .formatted(Times.micros(LIMIT.minus(TICK))));
            }
          });
      Tables tables = new Tables(old);
      ReadTable table = new ReadTable(tables, new Retention(90), clock);
      assertThat(table.deleteOld(table.limit(), 10)).isEqualTo(1);
      assertThat(table.count()).isZero();
    }
  }

  @Test
  void whatIsOverIsFoundByAnIndex() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "the words of a plan are SQLite's");
    reads.add(List.of(read(1, NOW, NOW)));
    for (String table : List.of("plates_read", "plates_hit")) {
      for (String time : List.of("occurred_at", "recorded_at")) {
        assertThat(plan("SELECT 1 FROM " + table + " WHERE " + time + " < ? LIMIT ?"))
            .startsWith("SEARCH " + table + " USING")
            .contains(time + "<?");
      }
    }
  }

  private String plan(String sql) {
    return store.read(
        c -> {
          try (PreparedStatement explain = c.prepareStatement("EXPLAIN QUERY PLAN " + sql);
              ResultSet row = explain.executeQuery()) {
            row.next();
            return row.getString(4);
          }
        });
  }
}
