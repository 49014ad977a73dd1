package org.watchfloor.core.isolation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|ended (exit 0)",
        "3|ended (exit 3, as when its heap is full)",
        "128|ended (exit 128)",
        "129|ended with signal 1 (exit 129)",
        "137|ended with signal 9 (exit 137)",
        "192|ended with signal 64 (exit 192)",
        "193|ended (exit 193)",
        "255|ended (exit 255)"
      })
  void saysWhatEndedTheProcess(int value, String words) {
    assertThat(Exit.words(value)).isEqualTo(words);
  }
}
