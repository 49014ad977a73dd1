package org.watchfloor.rtcc.plates.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.store.Store.Dialect;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.rtcc.plates.internal.tables.RetentionJob;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.RealStore;

/** What goes and what stays, on the real store with a clock of the test. */
@Timeout(30)
@EachStore
class RetentionTest extends RetentionFixture {
  @Test
  void whatIsOlderGoesAndWhatIsYoungerStays() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    List<Instant> times = List.of(LIMIT, LIMIT.plus(TICK), NOW);
    for (int i = 0; i < 3; i++) {
      reads.add(List.of(read(i + 1, times.get(i), NOW)));
      hits.add(List.of(hit(i + 1, times.get(i), NOW)));
    }
    job.run();
    assertThat(readNumbers()).as("90 days to the microsecond").containsExactly(1L, 2L, 3L);
    assertThat(hitNumbers()).containsExactly(1L, 2L, 3L);
    clock.move(TICK);
    job.run();
    assertThat(readNumbers()).containsExactly(2L, 3L);
    assertThat(hitNumbers()).containsExactly(2L, 3L);
    clock.move(Duration.ofDays(90));
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void readsAndHitsHaveAPeriodEach() {
    keep(21, 60);
    reads.add(List.of(read(1, NOW, NOW)));
    hits.add(List.of(hit(1, NOW, NOW)));
    clock.move(Duration.ofDays(22));
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).containsExactly(1L);
    clock.move(Duration.ofDays(39));
    job.run();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void aReadThatComesLateCountsFromItsCapture() {
    Instant captured = LIMIT.plus(Duration.ofDays(1));
    reads.add(List.of(read(1, captured, NOW), read(2, LIMIT.minus(TICK), NOW), read(3, NOW, NOW)));
    hits.add(List.of(hit(1, captured, NOW), hit(2, LIMIT.minus(TICK), NOW), hit(3, NOW, NOW)));
    assertThat(readNumbers()).as("2 is over as it comes").containsExactly(1L, 3L);
    assertThat(hitNumbers()).containsExactly(1L, 3L);
    clock.move(Duration.ofDays(1).plus(TICK));
    job.run();
    assertThat(readNumbers()).containsExactly(3L);
    assertThat(hitNumbers()).containsExactly(3L);
  }

  @Test
  void aReadOfTheFutureCountsFromWhenItWasRecorded() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    Instant future = Instant.parse("2050-01-01T00:00:00Z");
    reads.add(List.of(read(1, future, NOW), read(2, NOW.plus(TICK), NOW)));
    hits.add(List.of(hit(1, future, NOW)));
    clock.move(Duration.ofDays(90));
    job.run();
    assertThat(readNumbers()).containsExactly(1L, 2L);
    assertThat(hitNumbers()).containsExactly(1L);
    clock.move(TICK);
    job.run();
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void whatIsDeletedIsNotBroughtBackByAnotherDelivery() {
    List<BusEntry> signals = List.of(read(1, NOW, NOW), read(2, NOW.plusSeconds(9), NOW));
    List<BusEntry> alerts = List.of(hit(1, NOW, NOW), hit(2, NOW.plusSeconds(9), NOW));
    reads.add(signals);
    hits.add(alerts);
    clock.move(Duration.ofDays(91));
    job.run();
    reads.add(signals);
    hits.add(alerts);
    assertThat(readNumbers()).isEmpty();
    assertThat(hitNumbers()).isEmpty();
  }

  @Test
  void noLimitKeepsAll() {
    keep(0, 0);
    reads.add(List.of(read(1, Instant.parse("-999999-01-01T00:00:00Z"), NOW)));
    hits.add(List.of(hit(1, Instant.EPOCH, NOW)));
    clock.move(Duration.ofDays(30_000));
    writes.results.clear();
    job.run();
    assertThat(writes.results).isEmpty();
    assertThat(readNumbers()).containsExactly(1L);
    assertThat(hitNumbers()).containsExactly(1L);
  }

  @Test
  void manyGoInPiecesAndOthersWriteInBetween() {
    assumeTrue(RealStore.dialect() == Dialect.SQLITE, "PostgreSQL drops whole days");
    fill(2 * RetentionJob.PIECE + 7);
    clock.move(Duration.ofDays(90));
    List<Long> left = new ArrayList<>();
    writes.before = () -> left.add(reads.count());
    job.run();
    assertThat(left).startsWith(2_007L, 1_007L, 7L);
    assertThat(writes.results.subList(0, 3)).isEqualTo(List.of(1_000, 1_000, 7));
    assertThat(readNumbers()).isEmpty();
  }

  @Test
  void aKeyOutOfItsLimitsIsNamed() {
    assertThatThrownBy(() -> Retention.of("read.retention.days", -1))
        .hasMessage("org.watchfloor.plates: read.retention.days = -1 is not within 0 to 36500");
    assertThatThrownBy(() -> Retention.of("hit.retention.days", 36_501))
        .hasMessageContaining("hit.retention.days = 36501");
  }
}
