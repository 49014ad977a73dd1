package org.watchfloor.rtcc.plates.internal.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.plates.internal.lists.HotListCenter;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.FakeCluster;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class LearnedKeeperTest {
  private static final int READS = 3_000;

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private final Random random = new Random(3);
  private SqlStore store;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private LearnedKeeper keeper(HotListIndex index) {
    LearnedKeeper keeper = new LearnedKeeper(store, index, clock);
    keeper.start();
    load(index);
    return keeper;
  }

  private void load(HotListIndex index) {
    HotEntry entry = new HotEntry("KBN4321", "", "stolen", "PD", "", HotEntry.NEVER);
    index.load(List.of(LoadedList.of("stolen", clock.instant(), List.of(entry))));
  }

  /** A road on which letters stand where digits stand elsewhere; every tenth is listed. */
  private void traffic(HotListIndex index, int reads) {
    for (int i = 0; i < reads; i++) {
      String plate =
          "%c%d%c%04d"
              .formatted(
                  'A' + random.nextInt(26),
                  random.nextInt(10),
                  'A' + random.nextInt(26),
                  random.nextInt(10_000));
      index.match("r", PlateRead.of(i % 10 == 0 ? "KBN4321" : plate, 0.9), clock.instant(), 0.5);
      clock.move(Duration.ofSeconds(1));
    }
  }

  private double probability(HotListIndex index) {
    return index.match("r", PlateRead.of("K8N4321", 0.7), clock.instant(), 1e-9).stream()
        .mapToDouble(HotMatch::probability)
        .findFirst()
        .orElse(0);
  }

  private double forecast(HotListIndex index) {
    return index.forecast("stolen", 0.5, clock.instant()).orElseThrow().draws();
  }

  @Test
  void whatReadsTaughtIsThereAfterARestartBeforeTheFirstRead() throws Exception {
    HotListIndex before = new HotListIndex();
    try (LearnedKeeper keeper = keeper(before)) {
      traffic(before, READS);
      assertThat(before.reads()).isEqualTo(READS);
    }
    double known = probability(before);
    HotListIndex fresh = new HotListIndex();
    load(fresh);
    assertThat(probability(fresh)).isNotCloseTo(known, within(0.05 * known));
    assertThat(forecast(fresh)).isZero();

    HotListIndex after = new HotListIndex();
    keeper(after).close();
    assertThat(after.reads()).isEqualTo(READS);
    assertThat(probability(after)).isCloseTo(known, within(0.001 * known));
    assertThat(forecast(after)).isPositive();
  }

  @Test
  void aCenterThatIsStartedAgainHasItBeforeItLetsReadsThrough() throws Exception {
    HotListIndex before = new HotListIndex();
    HotListCenter first = center(before);
    before.awaitLoaded();
    traffic(before, READS);
    first.close();
    HotListIndex after = new HotListIndex();
    HotListCenter second = center(after);
    after.awaitLoaded();
    assertThat(after.reads()).isEqualTo(READS);
    second.close();
  }

  private HotListCenter center(HotListIndex index) {
    return new HotListCenter(store, new MemoryAudit(), new MemoryBus(), index, clock);
  }

  @Test
  void aKillLosesOnlyWhatCameAfterTheLastLook() {
    HotListIndex before = new HotListIndex();
    LearnedKeeper killed = keeper(before);
    killed.look();
    traffic(before, READS);
    killed.look();
    traffic(before, 100);
    HotListIndex after = new HotListIndex();
    keeper(after).close();
    assertThat(after.reads()).isEqualTo(READS);
    killed.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "{}", "{\"form\":2}", "{\"form\":1,\"road\":7}"})
  void aDamagedRecordIsLearnedAnewAndWrittenOver(String record) {
    store.migrate("plates-learned", List.of(LearnedTable.FIRST));
    assertThat(new LearnedTable(store).write(0, record, clock.instant())).isTrue();
    HotListIndex index = new HotListIndex();
    LearnedKeeper keeper = keeper(index);
    assertThat(index.reads()).isZero();
    traffic(index, READS);
    keeper.look();
    keeper.close();
    HotListIndex after = new HotListIndex();
    keeper(after).close();
    assertThat(after.reads()).isEqualTo(READS);
  }

  @Test
  void theOtherNodesHaveWhatTheOneThatMatchesHasWritten() throws Exception {
    FakeCluster cluster = new FakeCluster("a", "b");
    HotListIndex ofA = new HotListIndex();
    HotListIndex ofB = new HotListIndex();
    try (LearnedKeeper a = keeper(ofA);
        LearnedKeeper b = keeper(ofB)) {
      a.onlyWhile(cluster.node("a")::leads);
      b.onlyWhile(cluster.node("b")::leads);
      traffic(ofA, READS);
      b.look();
      assertThat(ofB.reads()).isZero();
      a.look();
      b.look();
      assertThat(ofB.reads()).isEqualTo(READS);
      assertThat(forecast(ofB)).isPositive();

      traffic(ofA, 100);
      a.look();
      cluster.lead("b");
      b.lead();
      await(() -> ofB.reads() == READS + 100);
      traffic(ofB, 100);
      b.look();
      traffic(ofA, 1);
      a.look();
      assertThat(ofA.reads()).isEqualTo(READS + 200);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 10 s").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void whoDoesNotKnowTheLastRecordDoesNotWriteOverIt() {
    HotListIndex ofA = new HotListIndex();
    HotListIndex ofB = new HotListIndex();
    LearnedKeeper a = keeper(ofA);
    LearnedKeeper b = keeper(ofB);
    traffic(ofA, READS);
    traffic(ofB, 5);
    a.look();
    b.look();
    assertThat(ofB.reads()).isEqualTo(READS);
    a.close();
    b.close();
  }
}
