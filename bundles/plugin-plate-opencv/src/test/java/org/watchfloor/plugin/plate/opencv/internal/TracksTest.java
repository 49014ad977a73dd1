package org.watchfloor.plugin.plate.opencv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;
import org.watchfloor.plugin.plate.opencv.internal.reading.Quad;

class TracksTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private final Tracks tracks = new Tracks();

  private static Picture at(long millis) {
    return Picture.ofJpeg(
        NOON.plusMillis(millis), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0});
  }

  private static Found looks(String first, double p, String second, double q) {
    Quad quad = new Quad(new double[] {0, 0, 80, 0, 80, 40, 0, 40});
    return new Found(quad, List.of(Map.entry(first, p), Map.entry(second, q)), 0.9);
  }

  @Test
  void whatSeveralLooksHaveInCommonOutvotesTheSurestOne() {
    tracks.see(at(0), List.of(looks("A8C123", 0.5, "ABC123", 0.3)));
    tracks.see(at(200), List.of(looks("ABC123", 0.4, "ABC128", 0.3)));
    tracks.see(at(400), List.of(looks("ABC12B", 0.4, "ABC123", 0.3)));
    assertThat(tracks.passed(NOON.plusMillis(1_000))).isEmpty();
    List<Track> passed = tracks.passed(NOON.plusMillis(4_000));
    assertThat(passed).hasSize(1);
    List<Map.Entry<String, Double>> texts = passed.get(0).texts();
    assertThat(texts.get(0).getKey()).isEqualTo("ABC123");
    assertThat(texts.get(0).getValue()).isGreaterThan(0.8).isLessThan(1);
    assertThat(tracks.passed(NOON.plusMillis(5_000))).as("told once").isEmpty();
  }

  @Test
  void twoVehiclesAreTwo() {
    Found left = WrittenPlates.found("AAA111", 0, 0.9);
    Found right = WrittenPlates.found("BBB222", 600, 0.9);
    tracks.see(at(0), List.of(left, right));
    tracks.see(at(200), List.of(right, left));
    assertThat(tracks.passed(NOON.plusMillis(5_000)))
        .extracting(track -> track.texts().get(0).getKey())
        .containsExactlyInAnyOrder("AAA111", "BBB222");
  }

  @Test
  void oneThatStaysIsToldAfterFiveSecondsAndNotAgainUntilItWasGone() {
    Found parked = WrittenPlates.found("AAA111", 0, 0.9);
    int told = 0;
    for (int millis = 0; millis < 20_000; millis += 500) {
      tracks.see(at(millis), List.of(parked));
      told += tracks.passed(NOON.plusMillis(millis)).size();
    }
    assertThat(told).isEqualTo(1);
    assertThat(tracks.passed(NOON.plusMillis(30_000))).isEmpty();
    tracks.see(at(40_000), List.of(parked));
    assertThat(tracks.passed(NOON.plusMillis(50_000))).hasSize(1);
  }
}
