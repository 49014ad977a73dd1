package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.HotListForecast;

class ForecasterTest extends MatchFixture {
  @Test
  void aForecastIsNearToWhatCameOfIt() {
    List<String> plates = new ArrayList<>();
    for (int i = 0; i < 120_000; i++) {
      plates.add(plate());
    }
    list(plates.toArray(String[]::new));
    synthetic(100_000);
    HotListForecast expected = index.forecast("stolen", 0.1, NOW).orElseThrow();
    int draws = 100_000;
    int hits = synthetic(draws);
    double foretold = expected.falsePerDay() / expected.readsPerDay() * draws;
    assertThat(hits).isGreaterThan(30);
    assertThat(foretold).isCloseTo(hits, within(0.2 * hits + 2 * Math.sqrt(hits)));
    ForecastCenter center = new ForecastCenter(index, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(center.forecast("none", 0.1)).isEmpty();
    for (double from : new double[] {0, 0.049, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> center.forecast("stolen", from)).hasMessageContaining("from");
    }
    assertThat(index.forecast("stolen", 1, NOW).orElseThrow().falsePerDay())
        .isLessThan(expected.falsePerDay());
  }

  /**
   * Vehicles read by one that errs as readers are expected to, one character in seven doubtful.
   *
   * @return false alerts
   */
  private int synthetic(int reads) {
    int hits = 0;
    for (int i = 0; i < reads; i++) {
      String truth = plate();
      int doubt = random.nextInt(7);
      StringBuilder text = new StringBuilder(truth);
      for (int at = 0; at < 7; at++) {
        if (random.nextDouble() < Bins.wrong(Bins.of(at == doubt ? 0.5 : 0.99))) {
          text.setCharAt(at, taken(text.charAt(at)));
        }
      }
      PlateRead read = doubtful(text.toString(), doubt, 0.5, Map.of());
      hits +=
          index.match(READER, read, NOW, 0.1).stream()
                  .anyMatch(match -> !match.entry().plate().equals(truth))
              ? 1
              : 0;
    }
    return hits;
  }

  private char taken(char truth) {
    double[] mistakes = LookAlikes.mistakes()[PlateCode.symbol(truth)];
    double left = random.nextDouble();
    int taken = 0;
    while (taken < 35 && (left -= mistakes[taken]) >= 0) {
      taken++;
    }
    return PlateCode.character(taken);
  }

  @Test
  void withoutTrafficNothingIsForetold() {
    list("HOT1234");
    HotListForecast unknown = index.forecast("stolen", 0.5, NOW).orElseThrow();
    assertThat(unknown.draws()).isZero();
    assertThat(unknown.readsPerDay()).isZero();
  }
}
