package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.PluginEvent;

class MemoryGuardTest {
  private static final long MB = 1 << 20;

  private final AtomicLong nanos = new AtomicLong();
  private final List<Custody> custodies = new ArrayList<>();
  private final List<String> evicted = new ArrayList<>();
  private final Troubles troubles = new Troubles(Clock.systemUTC());
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong collections = new AtomicLong();
  private final MemoryGuard guard =
      new MemoryGuard(() -> custodies, () -> Bench.LIMITS, nanos::get, this::collect, false);
  private boolean busy;
  private Custody quiet;
  private Custody greedy;

  @BeforeEach
  void twoSources() {
    quiet = custody("a~quiet");
    greedy = custody("b~greedy");
    guard.collected(heap(40, true));
  }

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  private Custody custody(String id) {
    Custody custody = new Custody(id, PluginThreads.TOP, () -> Bench.LIMITS, troubles);
    custody.watch(
        new PluginCalls(id, getClass().getClassLoader(), custody.group(), Redaction.NONE, timer));
    custody.attend(
        new Custody.Warden() {
          @Override
          public void slow(String what, String reason) {}

          @Override
          public void crowded() {}

          @Override
          public void evict(PluginEvent.Kind kind, String reason) {
            evicted.add(id + " " + kind + " " + reason);
          }
        });
    custodies.add(custody);
    return custody;
  }

  /** As it is now. */
  private HeapGauge.Reading heap(int percent, boolean sure) {
    return heapAsOf(percent, sure, nanos.get());
  }

  private static HeapGauge.Reading heapAsOf(int percent, boolean sure, long since) {
    return new HeapGauge.Reading(percent * MB, 100 * MB, sure, since);
  }

  private boolean collect() {
    if (busy) {
      return false;
    }
    collections.incrementAndGet();
    return true;
  }

  private void pass(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void theOneThatAllocatedMostSinceThereWasRoomGoes() {
    quiet.sample(0, 30 * MB);
    guard.collected(heap(74, true)); // room: what was allocated before does not count
    quiet.sample(1, 4 * MB);
    greedy.sample(1, 20 * MB);
    guard.collected(heap(84, true)); // neither roomy nor short
    assertThat(evicted).isEmpty();
    guard.collected(heap(90, true));
    assertThat(evicted)
        .containsExactly(
            "b~greedy MEMORY the heap is at 90 % after a collection, more than 85 %, and this"
                + " source's plugin has allocated most since there was room: 20 MB");
    guard.collected(heap(91, true)); // it is still closing
    assertThat(evicted).hasSize(1);
  }

  @Test
  void ifThatDoesNotHelpTheNextOneGoes() {
    quiet.sample(0, 40 * MB);
    greedy.sample(0, 60 * MB);
    guard.collected(heap(90, true));
    pass(4);
    guard.tick();
    assertThat(collections).as("asks whether it has helped").hasValue(1);
    guard.tick();
    assertThat(collections).hasValue(1);
    guard.collected(heap(90, true));
    assertThat(evicted).hasSize(2);
    assertThat(evicted.get(1)).startsWith("a~quiet");
    assertThat(troubles.events()).hasSize(1);
    assertThat(troubles.events().get(0).what()).contains("perhaps it was not the one");
    assertThat(troubles.events().get(0).sourceId()).isEqualTo("b~greedy");
    pass(4);
    guard.collected(heap(90, true)); // nobody is left
    assertThat(evicted).hasSize(2);
    guard.collected(heap(30, true));
    greedy.sample(1, 90 * MB);
    guard.collected(heap(95, true));
    assertThat(evicted).as("once there was room all begin anew").hasSize(3);
  }

  @Test
  void aLookThatBeganBeforeItClosedBlamesNobody() {
    quiet.sample(0, 40 * MB);
    greedy.sample(0, 60 * MB);
    guard.collected(heap(90, true));
    long closing = nanos.get() + 1;
    pass(4);
    guard.collected(heapAsOf(90, true, closing)); // it has seen what greedy held
    assertThat(evicted).hasSize(1);
    assertThat(troubles.events()).isEmpty();
    assertThat(collections).as("so another look is due").hasValue(1);
    guard.collected(heap(90, true));
    assertThat(evicted).as("that one has not").hasSize(2);
  }

  @Test
  void aLookThatWasNotTakenIsTakenLater() {
    busy = true;
    guard.look(96);
    assertThat(collections).hasValue(0);
    busy = false;
    guard.look(96);
    assertThat(collections).hasValue(1);
  }

  @Test
  void garbageIsNobodysFault() {
    greedy.sample(0, 500 * MB);
    guard.collected(heap(95, false));
    guard.collected(heap(96, false));
    assertThat(evicted).isEmpty();
    assertThat(collections).hasValue(1);
    guard.collected(heap(50, true));
    pass(30);
    guard.collected(heap(96, false));
    assertThat(collections).hasValue(2);
  }

  @Test
  void aHeapThatFillsIsLookedAtBeforeACollectionIsDue() {
    guard.look(89);
    assertThat(collections).hasValue(0);
    guard.look(91);
    guard.look(92);
    assertThat(collections).hasValue(1);
    pass(5);
    guard.look(92);
    assertThat(collections).hasValue(1);
    guard.look(96);
    assertThat(collections).as("when it presses, sooner").hasValue(2);
    pass(30);
    guard.look(92);
    assertThat(collections).hasValue(3);
    assertThat(HeapGauge.takenPercent()).isBetween(0.1, 100.0);
  }

  @Test
  void whoAllocatedLessThanTheHeapGrewByIsNotBlamed() {
    greedy.sample(0, 5 * MB);
    guard.collected(heap(90, true));
    assertThat(evicted).isEmpty();
  }

  @Test
  void aClosedSourceIsNotBlamed() {
    Custody closed = new Custody("c~closed", PluginThreads.TOP, () -> Bench.LIMITS, troubles);
    custodies.add(closed);
    closed.sample(0, 500 * MB);
    guard.collected(heap(90, true));
    assertThat(evicted).isEmpty();
  }

  @Test
  void whileTheOneThatHasToGoClosesNobodyLooksAgain() {
    greedy.sample(0, 60 * MB);
    guard.collected(heap(90, true));
    guard.collected(heap(90, false));
    assertThat(collections).hasValue(0);
    pass(4);
    guard.collected(heap(90, false));
    assertThat(collections).hasValue(1);
  }

  @Test
  void whereItStopsNobodyItLooksSoonerAndMoreOften() {
    MemoryGuard gentle =
        new MemoryGuard(() -> custodies, () -> Bench.LIMITS, nanos::get, this::collect, true);
    guard.collected(heap(80, false));
    assertThat(collections).hasValue(0);
    gentle.collected(heap(80, false));
    assertThat(collections).hasValue(1);
    pass(4);
    gentle.collected(heap(80, false));
    assertThat(collections).as("not pressing yet").hasValue(1);
    gentle.collected(heap(90, false));
    assertThat(collections).hasValue(2);
    assertThat(evicted).isEmpty();
  }
}
