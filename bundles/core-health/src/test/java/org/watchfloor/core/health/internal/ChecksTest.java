package org.watchfloor.core.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.watchfloor.core.api.health.HealthCheck;
import org.watchfloor.core.api.health.HealthResult;

class ChecksTest {
  @TempDir Path data;

  @Test
  void readyWhenAllRequiredPartsAreThereAndWell() {
    Path file = data.resolve("watchfloor/ready");
    Checks checks = new Checks(List.of("journal", "store"), new Metrics(), new ReadyFile(file));
    checks.addCheck(check("journal", () -> HealthResult.OK));
    checks.askAll();
    assertThat(checks.ready()).isFalse();
    assertThat(checks.results().get("store").message()).contains("not running");
    assertThat(file).doesNotExist();

    checks.addCheck(check("store", () -> HealthResult.warn("disk 90 % full")));
    checks.askAll();
    assertThat(checks.ready()).isTrue();
    assertThat(file).exists();

    checks.addCheck(check("other", () -> HealthResult.critical("broken, but not required")));
    checks.askAll();
    assertThat(checks.ready()).isTrue();
    assertThat(checks.metrics()).contains("watchfloor_health{check=\"other\"} 3");
    checks.stop();
    assertThat(file).doesNotExist();
  }

  @Test
  void aNodeWithoutTheMajorityIsNotReady() {
    Checks checks =
        new Checks(List.of("journal"), new Metrics(), new ReadyFile(data.resolve("ready")));
    checks.addCheck(check("journal", () -> HealthResult.OK));
    AtomicReference<HealthResult> cluster =
        new AtomicReference<>(HealthResult.critical("no majority"));
    checks.addCheck(check("cluster", cluster::get));
    checks.askAll();
    assertThat(checks.ready()).isFalse();
    cluster.set(HealthResult.warn("node c is away"));
    checks.askAll();
    assertThat(checks.ready()).isTrue();
  }

  @Test
  void aCheckThatHangsOrThrowsIsCriticalAndHoldsNobodyUp() throws Exception {
    Checks checks =
        new Checks(List.of("a", "b", "c"), new Metrics(), new ReadyFile(data.resolve("ready")));
    CountDownLatch never = new CountDownLatch(1);
    checks.addCheck(
        check(
            "a",
            () -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return HealthResult.OK;
            }));
    checks.addCheck(
        check(
            "b",
            () -> {
              throw new IllegalStateException("b is broken");
            }));
    checks.addCheck(check("c", () -> HealthResult.OK));
    checks.askAll();
    assertThat(checks.results().get("a").level()).isEqualTo(HealthResult.Level.CRITICAL);
    assertThat(checks.results().get("b").message()).contains("b is broken");
    assertThat(checks.results().get("c")).isEqualTo(HealthResult.OK);
    checks.stop();
  }

  private static HealthCheck check(String name, Supplier<HealthResult> answer) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public HealthResult check() {
        return answer.get();
      }
    };
  }
}
