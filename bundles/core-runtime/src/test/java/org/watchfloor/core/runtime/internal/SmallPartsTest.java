package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.watchfloor.testkit.MovedClock;
import org.watchfloor.testkit.core.MemoryBus;

class SmallPartsTest {
  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          3,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Limits.Budget.DEFAULT);

  @Test
  void thePauseDoublesUpToItsLimit() {
    Backoff longest = new Backoff(() -> LIMITS, () -> 1);
    assertThat(List.of(longest.next(), longest.next(), longest.next()))
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    for (int i = 0; i < 100; i++) {
      longest.next();
    }
    assertThat(longest.next()).isEqualTo(Duration.ofMinutes(5));
    longest.ran(Duration.ofMinutes(4));
    assertThat(longest.next()).isEqualTo(Duration.ofMinutes(5));
    longest.ran(Duration.ofMinutes(5));
    assertThat(longest.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(new Backoff(() -> LIMITS, () -> 0).next()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void crashesAreForgottenAfterTheWindow() {
    MovedClock clock = new MovedClock(Instant.EPOCH);
    Crashes crashes = new Crashes(() -> LIMITS, clock);
    assertThat(crashes.add()).isFalse();
    assertThat(crashes.add()).isFalse();
    clock.move(Duration.ofMinutes(11));
    assertThat(crashes.add()).isFalse();
    assertThat(crashes.add()).isFalse();
    assertThat(crashes.add()).isTrue();
    crashes.clear();
    assertThat(crashes.add()).isFalse();
  }

  @Test
  void methodsNameKeysAsDeclarativeServicesDo() {
    assertThat(KeyNames.ofMethod("_secret")).isEqualTo(".secret");
    assertThat(KeyNames.ofMethod("stream_url")).isEqualTo("stream.url");
    assertThat(KeyNames.ofMethod("a__b")).isEqualTo("a_b");
    assertThat(KeyNames.ofMethod("a$_$b")).isEqualTo("a-b");
    assertThat(KeyNames.ofMethod("a$$b")).isEqualTo("a$b");
    assertThat(KeyNames.ofMethod("new$")).isEqualTo("new");
  }

  @Test
  void theLongestSecretIsTakenOutFirst() {
    Redaction redaction = new Redaction(List.of("pass", "password", "abc"));
    assertThat(redaction.line("password pass abc")).isEqualTo("*** *** abc");
    assertThat(redaction.line("x".repeat(600))).hasSize(501);
    assertThat(redaction.line(null)).isEmpty();
    assertThat(redaction.trace(new IllegalStateException("my password")))
        .contains("my ***")
        .doesNotContain("password");
  }

  @Test
  void changesWaitForTheBus() {
    Announcer announcer = new Announcer();
    MemoryBus bus = new MemoryBus();
    try {
      for (String id : List.of("a~1", "a~2")) {
        announcer.announce(
            new org.watchfloor.core.api.bus.Change(
                "source.online", id, Instant.EPOCH, "system", java.util.Map.of()));
      }
      announcer.came(bus);
      Bench.await(() -> bus.changes().size() == 2, bus.changes()::toString);
      assertThat(bus.changes().get(0).subject()).isEqualTo("a~1");
    } finally {
      announcer.close();
    }
  }
}
