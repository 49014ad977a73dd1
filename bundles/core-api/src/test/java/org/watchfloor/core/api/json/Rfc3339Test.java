package org.watchfloor.core.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T14:05:09Z",
        "2026-11-24T14:05:09.1Z",
        "2026-11-24T14:05:09.120Z",
        "2026-11-24T14:05:09.Z",
        "2026-11-24T14:05:09.123456789Z",
        "2026-11-24T14:05:09.000000001Z",
        "0000-02-29T00:00:00Z",
        "2024-02-29T23:59:59.999Z",
        "2026-11-24T14:05:09+01:00",
        "2026-11-24T14:05:09.5-05:30",
        "2026-11-24T14:05Z",
        "+12026-11-24T14:05:09Z",
        "-0001-11-24T14:05:09Z"
      })
  void isWhatTheJdkReads(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-24",
        "2026-11-24 14:05:09Z",
        "2026-13-24T14:05:09Z",
        "2025-02-29T14:05:09Z",
        "2026-11-24T24:05:09Z",
        "2026-11-24T14:05:60Z",
        "2026-11-24T14:05:09.1234567890Z",
        "2026-11-24T14:05:09,5Z",
        "2026-11-2aT14:05:09Z",
        "2026-11-24T14:05:09.-1Z",
        "2026-11-24T14:05:09"
      })
  void anythingElseIsRefusedAsTheJdkDoes(String text) {
    assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void everyInstantThatIsWrittenComesBack() {
    Random random = new Random(20261125);
    for (int i = 0; i < 20_000; i++) {
      int[] units = {1_000_000_000, 1_000_000, 1_000, 1};
      int unit = units[i % units.length];
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-62_167_219_200L, 253_402_300_800L),
              (long) random.nextInt(1_000_000_000) / unit * unit);
      assertThat(Rfc3339.parse(time.toString())).isEqualTo(time);
    }
  }

  @Test
  void damagedTextsAreReadOrRefusedAsByTheJdk() {
    Random random = new Random(4711);
    String whole = "2026-11-24T14:05:09.120Z";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      text.setCharAt(
          random.nextInt(whole.length()), "0123456789-:.TZ+ a".charAt(random.nextInt(18)));
      assertThat(read(text.toString(), true)).isEqualTo(read(text.toString(), false));
    }
  }

  private static String read(String text, boolean ours) {
    try {
      return String.valueOf(ours ? Rfc3339.parse(text) : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return "refused";
    }
  }
}
