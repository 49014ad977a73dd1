package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.Severity;

class ConfigTypeTest {
  @interface WithConstant {
    Severity level();
  }

  interface WithBody {
    default String run() {
      return "code of the plugin";
    }
  }

  @Test
  void valuesAreTexts() throws Exception {
    assertThat(ConfigType.values(Jvms.configType(), Jvms.config("x")).get("levels"))
        .hasToString("[\"1.5\",\"2.5\"]");
    assertThat(ConfigType.values(Jvms.configType(), Jvms.config("x")).size()).isEqualTo(5);
  }

  @Test
  void whatWouldRunCodeInTheCenterIsRefused() {
    assertThatThrownBy(() -> ConfigType.check(WithConstant.class))
        .isInstanceOf(ConfigType.Unfit.class)
        .hasMessageContaining("WithConstant.level")
        .hasMessageContaining("use a String with options");
    assertThatThrownBy(() -> ConfigType.check(WithBody.class))
        .isInstanceOf(ConfigType.Unfit.class)
        .hasMessageContaining("no annotation type");
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    Pause pause = new Pause(java.time.Duration.ofMillis(500), java.time.Duration.ofMillis(1_500));
    assertThat(java.util.List.of(pause.next(), pause.next(), pause.next()))
        .extracting(java.time.Duration::toMillis)
        .containsExactly(500L, 1_000L, 1_500L);
    pause.reset();
    assertThat(pause.next()).hasMillis(500);
  }

  @Test
  void aRateIsHeldAndRecovers() {
    long[] now = {0};
    Rate rate = new Rate(10, () -> now[0]);
    int taken = 0;
    while (rate.take()) {
      taken++;
    }
    assertThat(taken).isEqualTo(10);
    now[0] = 500_000_000;
    assertThat(rate.take()).isTrue();
  }
}
