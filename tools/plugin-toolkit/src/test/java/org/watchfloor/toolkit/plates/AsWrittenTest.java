package org.watchfloor.toolkit.plates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.GeoPoint;

class AsWrittenTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "--", "-", "unknown", " Unknown ", "noplate", "unlicensed"})
  void whatSaysThatThereIsNoneIsNone(String text) {
    assertThat(AsWritten.plate(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9jub11", " 9JUB11 "})
  void aPlateIsInUpperCase(String text) {
    assertThat(AsWritten.plate(text)).contains("9JUB11");
  }

  @Test
  void aPlaceIsWhereAReaderCanBe() {
    assertThat(AsWritten.place(0, 0)).isEmpty();
    assertThat(AsWritten.place(-0.0, 0)).isEmpty();
    assertThat(AsWritten.place(91, 0)).isEmpty();
    assertThat(AsWritten.place(0, -181)).isEmpty();
    assertThat(AsWritten.place(Double.NaN, 1)).isEmpty();
    assertThat(AsWritten.place(0, 111)).contains(GeoPoint.of(0, 111));
  }
}
