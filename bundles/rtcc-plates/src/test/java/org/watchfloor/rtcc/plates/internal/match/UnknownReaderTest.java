package org.watchfloor.rtcc.plates.internal.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.HotListForecast;

/** How right hits are with a reader whose mistakes are none that the matcher expects. */
class UnknownReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:00:00Z");
  private static final String READER = "unknown";

  /** Two characters in a hundred are wrong. */
  private static final double NOISE = 0.1;

  private static final double FROM = 0.1;

  private final HotListIndex index = new HotListIndex();
  private final Random random = new Random(6);
  private final OtherReader reader = new OtherReader(NOISE, 1);
  private List<String> listed = List.of();

  private int hot;
  private int found;
  private int falseAlerts;
  private final double[] said = new double[10];
  private final int[] right = new int[10];
  private int hits;

  private void start(int many, int learn) {
    Set<String> plates = new HashSet<>();
    while (plates.size() < many) {
      plates.add(plate());
    }
    listed = List.copyOf(plates);
    List<HotEntry> entries =
        listed.stream().map(p -> new HotEntry(p, "", "", "", "", HotEntry.NEVER)).toList();
    index.load(List.of(LoadedList.of("list", NOW, entries)));
    for (int i = 0; i < learn; i++) {
      String truth = vehicle();
      PlateRead read = reader.read(truth);
      for (HotMatch match : index.match(READER, read, NOW, 0.5)) {
        String plate = match.entry().plate();
        (plate.equals(truth)
                ? index.confirmed(READER, read, truth, NOW, 0.5)
                : index.rejected(READER, read, plate))
            .ifPresent(index.readers()::add);
      }
    }
  }

  private String plate() {
    StringBuilder plate = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      plate.append((char) ('A' + random.nextInt(26)));
    }
    return plate.append("%04d".formatted(random.nextInt(10_000))).toString();
  }

  private String vehicle() {
    return random.nextInt(100) == 0 ? listed.get(random.nextInt(listed.size())) : plate();
  }

  private void count(int reads) {
    Set<String> all = new HashSet<>(listed);
    for (int i = 0; i < reads; i++) {
      String truth = vehicle();
      boolean hit = false;
      boolean wrong = false;
      for (HotMatch match : index.match(READER, reader.read(truth), NOW, FROM)) {
        boolean same = match.entry().plate().equals(truth);
        hit |= same;
        wrong |= !same;
        int tenth = Math.min(9, (int) (10 * match.probability()));
        said[tenth] += match.probability();
        right[tenth] += same ? 1 : 0;
        hits++;
      }
      hot += all.contains(truth) ? 1 : 0;
      found += hit && all.contains(truth) ? 1 : 0;
      falseAlerts += wrong && !hit ? 1 : 0;
    }
  }

  private double calibrationError() {
    double apart = 0;
    for (int tenth = 0; tenth < 10; tenth++) {
      apart += Math.abs(said[tenth] - right[tenth]);
    }
    return apart / hits;
  }

  @Test
  void hitsAreFoundAndForetoldAndMeanWhatTheySay() {
    start(100_000, 60_000);
    HotListForecast forecast = index.forecast("list", FROM, NOW).orElseThrow();
    int reads = 200_000;
    count(reads);
    double foretold = forecast.falsePerDay() / forecast.readsPerDay() * reads;
    String figures =
        "recall %d of %d, false alerts %d, foretold %.0f in %d draws, calibration error %.4f"
            .formatted(found, hot, falseAlerts, foretold, forecast.draws(), calibrationError());
    assertThat((double) found / hot).as(figures).isGreaterThan(0.95);
    assertThat(calibrationError()).as(figures).isLessThan(0.02);
    assertThat(falseAlerts).as(figures).isBetween(30, 120);
    // This reader names the truth beside more of its mistakes than is thought of readers at large.
    double drawn = (forecast.most() - forecast.least()) / 4 / forecast.readsPerDay() * reads;
    double chance = 2 * Math.sqrt(falseAlerts + drawn * drawn);
    assertThat(foretold).as(figures).isCloseTo(falseAlerts, within(0.4 * falseAlerts + chance));
  }

  /** So many vehicles have a listed look-alike that most of what may be a listed plate is none. */
  @Test
  void aMisreadIsNotTakenForAListedPlateBecauseNoVehicleBearsWhatWasRead() {
    start(1_000_000, 25_000);
    count(40_000);
    String figures =
        "recall %d of %d, false alerts %d, calibration error %.4f"
            .formatted(found, hot, falseAlerts, calibrationError());
    assertThat((double) found / hot).as(figures).isGreaterThan(0.95);
    assertThat(calibrationError()).as(figures).isLessThan(0.02);
    assertThat(falseAlerts).as(figures).isLessThan(hot / 10);
  }
}
