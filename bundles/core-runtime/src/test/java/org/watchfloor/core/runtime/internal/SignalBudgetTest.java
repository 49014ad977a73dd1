package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignalBudgetTest {
  private static final int PER_SECOND = Bench.LIMITS.budget().signals();
  private static final int BURST = Bench.LIMITS.budget().burst();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L); // runs over
  private final SignalBudget budget = new SignalBudget(() -> Bench.LIMITS, nanos::get);

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private int takeAll(int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      if (budget.take() == SignalBudget.Answer.TAKEN) {
        taken++;
      }
    }
    return taken;
  }

  @Test
  void takesABurstAndThenTheRate() {
    assertThat(takeAll(BURST + 100)).isEqualTo(BURST);
    pass(1_000);
    assertThat(takeAll(PER_SECOND + 100)).isEqualTo(PER_SECOND);
    pass(60_000);
    assertThat(takeAll(BURST + 100)).isEqualTo(BURST);
    assertThat(budget.refused()).isEqualTo(300);
    assertThat(budget.handedIn()).isEqualTo(2 * BURST + PER_SECOND + 300);
  }

  @Test
  void theRateItselfIsNeverRefused() {
    for (int i = 0; i < 100 * PER_SECOND; i++) {
      assertThat(budget.take()).isEqualTo(SignalBudget.Answer.TAKEN);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) / PER_SECOND);
    }
  }

  @Test
  void oneThatSlowsDownIsNoFlood() {
    takeAll(BURST);
    assertThat(budget.take()).isEqualTo(SignalBudget.Answer.FLOOD_BEGINS);
    for (int second = 0; second < 30; second++) {
      pass(1_000);
      takeAll(PER_SECOND);
      for (int i = 0; i < PER_SECOND - 1; i++) {
        assertThat(budget.take()).isEqualTo(SignalBudget.Answer.REFUSED);
      }
    }
    assertThat(budget.isFlooding()).isTrue();
    pass(61_000);
    assertThat(budget.isFlooding()).isFalse();
    takeAll(BURST);
    assertThat(budget.take()).isEqualTo(SignalBudget.Answer.FLOOD_BEGINS);
  }

  @Test
  void moreThanTwiceTheBudgetForFiveSecondsIsAFlood() {
    takeAll(BURST);
    long begin = nanos.get();
    int perSecond = 2 * PER_SECOND + PER_SECOND / 5;
    for (int i = 0; i < 20 * perSecond; i++) {
      if (budget.take() == SignalBudget.Answer.FLOOD) {
        break;
      }
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) / perSecond);
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(nanos.get() - begin)).isBetween(4_500L, 6_500L);
  }

  @Test
  void aDelugeIsAFloodAtOnceAndIsForgiven() {
    SignalBudget.Answer answer = SignalBudget.Answer.TAKEN;
    int calls = 0;
    while (answer != SignalBudget.Answer.FLOOD) {
      answer = budget.take();
      calls++;
    }
    assertThat(calls).isEqualTo(BURST + SignalBudget.DELUGE * PER_SECOND);
    budget.forgive();
    assertThat(takeAll(BURST + 5)).isEqualTo(BURST);
    assertThat(budget.take()).isEqualTo(SignalBudget.Answer.REFUSED);
  }

  @Test
  void signalsThatAreThereArePaidForLater() {
    budget.charge(BURST + PER_SECOND);
    assertThat(budget.take()).isNotEqualTo(SignalBudget.Answer.TAKEN);
    pass(900);
    assertThat(budget.take()).isNotEqualTo(SignalBudget.Answer.TAKEN);
    pass(200);
    assertThat(budget.take()).isEqualTo(SignalBudget.Answer.TAKEN);
    budget.charge(0);
    budget.charge(-1);
  }
}
