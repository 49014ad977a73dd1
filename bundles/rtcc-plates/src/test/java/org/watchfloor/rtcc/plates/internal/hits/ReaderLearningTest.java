package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.store.internal.SqlStore;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.rtcc.api.plates.HitState;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;
import org.watchfloor.rtcc.plates.internal.tables.Retention;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.EachStore;
import org.watchfloor.testkit.core.MemoryAudit;
import org.watchfloor.testkit.core.MemoryBus;
import org.watchfloor.testkit.core.RealStore;

@EachStore
class ReaderLearningTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final Actor ANA = new Actor("ana", "https 127.0.0.1");
  private static final Retention DAYS = Retention.of("hit.retention.days", 90);
  private static final String SOURCE = "plate-openalpr~north";
  private static final String LISTED = "KBN4321";
  private static final String READ = "K8N4321";

  @TempDir Path folder;
  private final MemoryBus bus = new MemoryBus();
  private final MovedClock clock = new MovedClock("2026-11-24T14:00:00Z");
  private final HotListIndex index = index();
  private SqlStore store;
  private HitDesk desk;
  private ReaderLearning learning;

  @BeforeEach
  void start() {
    store = RealStore.open(folder);
    desk = new HitDesk(DAYS, store, new MemoryAudit(), bus, clock);
    learning = learning(index);
  }

  @AfterEach
  void stop() throws Exception {
    learning.close();
    desk.close();
    store.close();
  }

  private ReaderLearning learning(HotListIndex of) {
    return learning(of, bus);
  }

  private ReaderLearning learning(HotListIndex of, MemoryBus on) {
    return new ReaderLearning(DAYS, store, on, of, 0.5, clock);
  }

  /** On a road on which an 8 in the second place is nothing special. */
  private static HotListIndex index() {
    HotListIndex index = new HotListIndex();
    index.load(List.of());
    Random random = new Random(4);
    for (int i = 0; i < 3_000; i++) {
      String plate =
          "%c%d%c%04d"
              .formatted(
                  'A' + random.nextInt(26),
                  random.nextInt(10),
                  'A' + random.nextInt(26),
                  random.nextInt(10_000));
      index.match("another", PlateRead.of(plate, 0.9), NOW, 1);
    }
    HotEntry entry = new HotEntry(LISTED, "", "stolen", "PD", "", HotEntry.NEVER);
    index.load(List.of(LoadedList.of("stolen", NOW, List.of(entry))));
    return index;
  }

  /** Of the listed plate, where a camera reads the 8. */
  private static double probability(HotListIndex index, String camera) {
    PlateRead read = read(READ);
    return index.match(SOURCE + "/" + camera, read, NOW, 0.000_001).stream()
        .mapToDouble(HotMatch::probability)
        .findFirst()
        .orElse(0);
  }

  private static PlateRead read(String plate) {
    List<PlateCharacter> characters =
        plate
            .chars()
            .mapToObj(c -> PlateCharacter.of(Character.toString(c), c == '8' ? 0.8 : 0.99))
            .toList();
    return new PlateRead(
        plate, "", Optional.of(0.7), List.of(), "", "", "", Optional.empty(), characters);
  }

  /** A hit that waits at the desk. */
  private String raised(String camera, String plate, String read) throws Exception {
    long number =
        bus.signal(
            SOURCE,
            Signal.of(Kind.PLATE_READ, "k" + bus.head(), NOW)
                .device(camera)
                .detail(read(read))
                .build());
    return raised(camera, plate, read, number);
  }

  private String raised(String camera, String plate, String read, long number) throws Exception {
    String id = "hit-" + number;
    bus.alert(
        NOW,
        new Alert(
            id,
            "plate.hit",
            Severity.HIGH,
            "Hot plate " + plate,
            "",
            NOW,
            Optional.empty(),
            List.of(number),
            "plate-" + plate,
            List.of(),
            Map.of(
                "plate",
                plate,
                "read",
                read,
                "source",
                SOURCE,
                "camera",
                camera,
                "confidence",
                "0.7")));
    bus.deliver("rtcc-plates-hit-cards");
    return id;
  }

  private void decided(int count, HitState state) throws Exception {
    for (int i = 0; i < count; i++) {
      desk.decide(raised("cam-1", LISTED, READ), state, "", ANA);
    }
    settle();
  }

  /** Until nothing is left to learn from; the desk has told the bus, or not. */
  private void settle() throws Exception {
    await(() -> store.read(c -> Decisions.untold(c, 1)).isEmpty());
    bus.deliver();
    await(() -> store.read(c -> Decisions.unlearnt(c, 1)).isEmpty());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 10 s").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private double learnt(String what) {
    return learnt(store, what);
  }

  private static double learnt(SqlStore store, String what) {
    return store.read(LessonTable::all).sums().stream()
        .filter(sum -> sum.reader().equals(SOURCE + "/cam-1"))
        .mapToDouble(sum -> sum.counts().getOrDefault(what, 0.0))
        .sum();
  }

  @Test
  void confirmedMisreadsMakeTheNextOneLikelierAlsoAfterTheNextStart() throws Exception {
    double before = probability(index(), "cam-1");
    decided(30, HitState.CONFIRMED);
    await(() -> probability(index, "cam-1") > before);
    HotListIndex next = index();
    learning.close();
    learning = learning(next);
    await(() -> probability(next, "cam-1") > before);
    assertThat(learnt("taken.B8")).isEqualTo(30);
    double ofCamera = odds(probability(index(), "cam-1"));
    HotListIndex fresh = index();
    fresh.readers().load(store.read(LessonTable::all).sums());
    assertThat(odds(probability(fresh, "cam-1"))).isGreaterThan(3 * ofCamera);
    // What one camera does is held against the others less than against itself.
    assertThat(odds(probability(fresh, "cam-2")))
        .isBetween(ofCamera, odds(probability(fresh, "cam-1")));
  }

  private static double odds(double probability) {
    return probability / (1 - probability);
  }

  @Test
  void rejectedOnesMakeItLessLikely() throws Exception {
    double before = probability(index(), "cam-1");
    decided(30, HitState.MISREAD);
    HotListIndex fresh = index();
    fresh.readers().load(store.read(LessonTable::all).sums());
    assertThat(probability(fresh, "cam-1")).isPositive().isLessThan(before / 1.2);
  }

  @Test
  void anExactHitThatWasMisreadIsCountedOnceAcrossItsCharacters() throws Exception {
    desk.decide(raised("cam-1", "ABC1234", "ABC1234"), HitState.MISREAD, "", ANA);
    settle();
    double wrong = 0;
    for (Map.Entry<String, Double> count :
        store.read(LessonTable::all).sums().get(0).counts().entrySet()) {
      wrong += count.getKey().startsWith("wrong.") ? count.getValue() : 0;
    }
    assertThat(wrong).isCloseTo(1, within(1e-9));
  }

  @Test
  void notTheVehicleTeachesNothing() throws Exception {
    decided(3, HitState.NOT_THE_VEHICLE);
    assertThat(store.read(LessonTable::all).sums()).isEmpty();
  }

  @Test
  void aDecisionThatIsTakenBackIsUnlearnt() throws Exception {
    String id = raised("cam-1", LISTED, READ);
    desk.decide(id, HitState.CONFIRMED, "", ANA);
    settle();
    assertThat(learnt("taken.B8")).isEqualTo(1);
    desk.reopen(id, "looked again", ANA);
    settle();
    assertThat(learnt("taken.B8")).isZero();
    desk.decide(id, HitState.MISREAD, "", ANA);
    settle();
    assertThat(learnt("taken.B8")).isZero();
    assertThat(learnt("right.5")).isEqualTo(1);
  }

  @Test
  void eachDecisionCountsOnceOnTwoNodesAndAfterRedelivery() throws Exception {
    HotListIndex ofB = index();
    MemoryBus onB = new MemoryBus();
    double before = probability(index(), "cam-1");
    try (ReaderLearning b = learning(ofB, onB)) {
      decided(20, HitState.CONFIRMED);
      bus.rewind("rtcc-plates-learning");
      bus.rewind("rtcc-plates-hit-cards");
      bus.deliver();
      onB.publish("rtcc-plates", bus.changes().get(0));
      onB.deliver();
      await(() -> probability(ofB, "cam-1") > before);
    }
    settle();
    assertThat(learnt("taken.B8")).isEqualTo(20);
    await(() -> probability(index, "cam-1") > before);
    // Each has seen a few reads of its own meanwhile.
    await(() -> Math.abs(probability(ofB, "cam-1") - probability(index, "cam-1")) < 0.01);
  }

  @Test
  void whatWasDecidedWhileNobodyLearnedIsLearnedFromLater() throws Exception {
    learning.close();
    desk.decide(raised("cam-1", LISTED, READ), HitState.CONFIRMED, "", ANA);
    assertThat(learnt("taken.B8")).isZero();
    learning = learning(index);
    settle();
    assertThat(learnt("taken.B8")).isEqualTo(1);
  }

  @Test
  void aReadThatTheJournalHasNoMoreIsTakenFromItsAlert() throws Exception {
    String id = raised("cam-1", LISTED, READ, 4_000_000);
    desk.decide(id, HitState.CONFIRMED, "", ANA);
    settle();
    assertThat(learnt("taken.B8")).isEqualTo(1);
  }

  @Test
  void whatWasLearnedOutlivesTheHit() throws Exception {
    decided(1, HitState.CONFIRMED);
    clock.move(Duration.ofDays(91));
    CardTable cards = new CardTable(new CardStore(store), DAYS, clock);
    assertThat(cards.deleteOld(1_000)).isEqualTo(1);
    assertThat(learnt("taken.B8")).isEqualTo(1);
    long left =
        store.read(
            c -> {
              try (var rows =
                  c.createStatement().executeQuery("SELECT COUNT(*) FROM plates_hits_lesson")) {
                rows.next();
                return rows.getLong(1);
              }
            });
    assertThat(left).isZero();
  }
}
