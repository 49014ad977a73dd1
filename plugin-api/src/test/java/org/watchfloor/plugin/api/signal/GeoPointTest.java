package org.watchfloor.plugin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeoPointTest {
  @ParameterizedTest
  @CsvSource({"91,0", "-91,0", "0,181", "0,-181", "NaN,0", "0,NaN"})
  void refusesWhatIsNotOnEarth(double latitude, double longitude) {
    assertThatThrownBy(() -> GeoPoint.of(latitude, longitude))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One degree of a meridian is 111.2 km on the mean sphere. */
  @Test
  void measuresAlongAMeridian() {
    GeoPoint a = GeoPoint.of(36, -80);
    GeoPoint b = GeoPoint.of(37, -80);
    assertThat(a.metresTo(b)).isCloseTo(111_195, within(5.0));
    assertThat(a.bearingTo(b)).isCloseTo(0, within(0.001));
    assertThat(b.bearingTo(a)).isCloseTo(180, within(0.001));
  }

  @Test
  void measuresAcrossTheDateLine() {
    assertThat(GeoPoint.of(0, 179.9995).metresTo(GeoPoint.of(0, -179.9995)))
        .isCloseTo(111.2, within(0.1));
  }
}
