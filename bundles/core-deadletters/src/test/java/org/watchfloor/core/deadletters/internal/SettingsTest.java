package org.watchfloor.core.deadletters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.watchfloor.testkit.Configs;

class SettingsTest {
  @Test
  void defaultsAreThoseThatAreShipped() {
    Settings settings = Settings.of(Configs.of(DeadLettersConfig.class, Map.of()));
    assertThat(settings.maxCount()).isEqualTo(10_000);
    assertThat(settings.maxBytes()).isEqualTo(256L << 20);
    assertThat(settings.keepDays()).isEqualTo(30);
    assertThat(settings.shareCount()).isEqualTo(2_500);
    assertThat(settings.shareBytes()).isEqualTo(64L << 20);
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void aBadValueIsReplacedAndSaid() {
    Settings settings =
        Settings.of(Configs.of(DeadLettersConfig.class, Map.of("max_count", 0, "keep_days", -1)));
    assertThat(settings.maxCount()).isEqualTo(10_000);
    assertThat(settings.keepDays()).isEqualTo(30);
    assertThat(settings.problems())
        .hasSize(2)
        .allSatisfy(
            problem -> assertThat(problem).startsWith("etc/org.watchfloor.deadletters.cfg: "))
        .anySatisfy(problem -> assertThat(problem).contains("max.count = 0", "1 to 1000000"));
  }
}
