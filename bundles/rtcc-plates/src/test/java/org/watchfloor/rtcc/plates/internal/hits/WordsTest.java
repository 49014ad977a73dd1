package org.watchfloor.rtcc.plates.internal.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void spansAreSaidInOneUnit() {
    assertThat(Words.of(Duration.ofMinutes(61))).isEqualTo("61 min");
    assertThat(Words.of(Duration.ofMinutes(190))).isEqualTo("3 h");
    assertThat(Words.of(Duration.ofHours(49))).isEqualTo("2 d");
    assertThat(Words.of(Duration.ofSeconds(-5))).isEqualTo("0 min");
  }
}
