package org.watchfloor.toolkit.plates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.source.SourceException;

class ReaderSettingsTest {
  @Test
  void aPlaceIsWholeOrNone() throws Exception {
    assertThat(ReaderSettings.place(36.5, -80.5)).contains(GeoPoint.of(36.5, -80.5));
    assertThat(ReaderSettings.place(Double.NaN, Double.NaN)).isEmpty();
    refused(() -> ReaderSettings.place(36.5, Double.NaN), "longitude: is missing");
    refused(() -> ReaderSettings.place(Double.NaN, -80.5), "latitude: is missing");
    refused(() -> ReaderSettings.place(91, -80.5), "latitude");
  }

  @Test
  void aConfidenceIsInPercent() throws Exception {
    assertThat(ReaderSettings.minConfidence(0)).isZero();
    assertThat(ReaderSettings.minConfidence(85)).isEqualTo(0.85);
    refused(() -> ReaderSettings.minConfidence(101), "minConfidence: must be within 0 to 100");
    refused(() -> ReaderSettings.minConfidence(-1), "minConfidence: must be within 0 to 100");
  }

  @Test
  void aZoneIsOneOfTheList() throws Exception {
    assertThat(ReaderSettings.zone(" America/Chicago ")).contains(ZoneId.of("America/Chicago"));
    assertThat(ReaderSettings.zone(" ")).isEmpty();
    refused(() -> ReaderSettings.zone("Chicago"), "timeZone: is no zone like America/Chicago");
  }

  private interface Setting {
    void read() throws SourceException;
  }

  private static void refused(Setting setting, String reason) {
    assertThatThrownBy(setting::read)
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(reason);
  }
}
