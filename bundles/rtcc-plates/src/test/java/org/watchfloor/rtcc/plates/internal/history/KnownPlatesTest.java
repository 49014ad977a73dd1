package org.watchfloor.rtcc.plates.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.store.StoreException;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.Tables;
import org.watchfloor.rtcc.plates.internal.tables.Times;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class KnownPlatesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");

  @TempDir Path folder;
  private long number;
  private SqlStore store;
  private Tables tables;
  private KnownPlates a;
  private KnownPlates b;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    tables = new Tables(store);
    a = new KnownPlates(tables);
    b = new KnownPlates(tables);
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
    store.close();
  }

  private void read(KnownPlates by, Instant at, String... plates) {
    List<BusEntry> entries = new ArrayList<>();
    for (String plate : plates) {
      number++;
      Signal signal =
          Signal.of(Kind.PLATE_READ, "k" + number, at).detail(PlateRead.of(plate, 0.9)).build();
      entries.add(new SignalEntry(number, at, "a~b", signal));
    }
    new ReadTable(tables, Retention.NONE, by, Clock.systemUTC()).add(entries);
  }

  private static List<String> found(KnownPlates by, String pattern) {
    return by.find(new PlatePattern(pattern), 100).orElseThrow();
  }

  private OptionalLong row(String plate) {
    return tables
        .store()
        .read(
            c -> {
              try (PreparedStatement select =
                  c.prepareStatement("SELECT last_at FROM plates_known WHERE plate = ?")) {
                select.setString(1, plate);
                try (ResultSet row = select.executeQuery()) {
                  return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                }
              }
            });
  }

  @Test
  void whatOneNodeWritesTheOtherFinds() {
    read(a, NOW, "AB1", "AB2", "A?2");
    assertThat(found(a, "A?2")).containsExactlyInAnyOrder("AB2", "A?2");
    assertThat(found(b, "A?2")).containsExactlyInAnyOrder("AB2", "A?2");
    read(a, NOW, "AX2");
    assertThat(found(b, "A?2")).containsExactlyInAnyOrder("AB2", "A?2", "AX2");
    read(b, NOW, "AY2", "AB2");
    assertThat(found(a, "A?2")).containsExactlyInAnyOrder("AB2", "A?2", "AX2", "AY2");
  }

  @Test
  void aPlateIsWrittenOnceADay() {
    read(a, NOW, "AB1");
    for (int hours = 1; hours < 24; hours++) {
      read(a, NOW.plus(Duration.ofHours(hours)), "AB1");
      read(b, NOW.plus(Duration.ofHours(hours)), "AB1");
    }
    assertThat(row("AB1")).hasValue(Times.micros(NOW));
    read(a, NOW.plus(Duration.ofHours(25)), "AB1");
    assertThat(row("AB1")).hasValue(Times.micros(NOW.plus(Duration.ofHours(25))));
  }

  /** As long as a read of it may be kept: its last one may be a day after what the row says. */
  @Test
  void aPlateGoesADayAfterItsReadsAndComesBack() {
    read(a, NOW, "AB1", "AB2");
    read(a, NOW.plus(Duration.ofHours(2)), "AB2");
    assertThat(a.delete(Times.micros(NOW.plus(Duration.ofHours(24))), 10)).isZero();
    assertThat(a.delete(Times.micros(NOW.plus(Duration.ofHours(24))) + 1, 10)).isEqualTo(2);
    assertThat(found(a, "AB*")).isEmpty();
    read(a, NOW.plus(Duration.ofHours(49)), "AB1");
    assertThat(found(a, "AB*")).containsExactly("AB1");
    assertThat(row("AB1")).isPresent();
  }

  @Test
  void whatIsRolledBackIsNotKnown() {
    assertThatThrownBy(
            () ->
                tables
                    .store()
                    .write(
                        c -> {
                          KnownPlates.Batch batch = a.batch();
                          batch.add("AB1", Times.micros(NOW));
                          batch.write(c);
                          throw new SQLException("said the test");
                        }))
        .isInstanceOf(StoreException.class);
    assertThat(found(a, "AB1")).isEmpty();
    read(a, NOW, "AB1");
    assertThat(row("AB1")).isPresent();
  }

  /** The row of a plate is of the time at which its reads may be deleted. */
  @Test
  void aClockThatRunsAheadKeepsNoPlateLonger() {
    Instant ahead = NOW.plus(Duration.ofDays(400));
    Signal signal = Signal.of(Kind.PLATE_READ, "k", ahead).detail(PlateRead.of("AB1", 0.9)).build();
    new ReadTable(tables, Retention.NONE, a, Clock.systemUTC())
        .add(List.of(new SignalEntry(1, NOW, "a~b", signal)));
    assertThat(found(a, "AB1")).containsExactly("AB1");
    assertThat(row("AB1")).hasValue(Times.micros(NOW));
    number = 1;
    read(a, NOW.plus(Duration.ofDays(2)), "AB1");
    assertThat(row("AB1")).hasValue(Times.micros(NOW.plus(Duration.ofDays(2))));
  }
}
