package org.watchfloor.benchmarks.plates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.watchfloor.benchmarks.Machine;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.HotListForecast;
import org.watchfloor.rtcc.plates.internal.match.HotEntry;
import org.watchfloor.rtcc.plates.internal.match.HotListIndex;
import org.watchfloor.rtcc.plates.internal.match.HotMatch;
import org.watchfloor.rtcc.plates.internal.match.LoadedList;

/** How right hits are: recall, false alerts, calibration and forecast, beside edit distance one. */
public final class PlateBench {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  /** Reads of a listed vehicle. */
  private static final double LISTED = 0.01;

  private static final double LEAST = 0.05;
  private static final double[] SETTINGS = {0.1, 0.2, 0.5, 0.8};
  private static final String READER = "bench";

  private final HotListIndex index = new HotListIndex();
  private final List<String> hot;
  private final Camera camera;
  private final Vehicles road = new Vehicles(11);
  private final Random random = new Random(5);
  private Instant now = START;

  private PlateBench(double characterError, int entries) {
    camera = Camera.of(characterError, 3);
    hot = new Vehicles(2).plates(entries);
    List<HotEntry> list =
        hot.stream().map(p -> new HotEntry(p, "", "stolen", "", "", HotEntry.NEVER)).toList();
    index.load(List.of(LoadedList.of("list", START, list)));
  }

  /**
   * @param args reads of each run; 10 M entries of the run for speed, fewer for a trial
   */
  public static void main(String[] args) throws Exception {
    int reads = args.length > 0 ? Integer.parseInt(args[0]) : 300_000;
    int entries = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    System.out.println(Machine.line());
    System.out.println();
    System.out.println(
        "| character error | list | possible from | recall | exact alone | false in 100,000 | edit"
            + " ≤ 1 | × fewer | calibration error | forecast | of that, true |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    for (double error : new double[] {0.01, 0.03}) {
      for (int size : new int[] {1_000, 10_000, 300_000}) {
        new PlateBench(error, size).run(error, reads);
      }
    }
    System.out.println();
    Speed.run(entries);
  }

  private void run(double error, int reads) {
    java.util.Set<String> listed = new java.util.HashSet<>(hot);
    // What a center sees in its first days; of each hit somebody says what it was.
    for (int i = 0; i < reads / 2; i++) {
      String truth = vehicle();
      PlateRead read = camera.read(truth);
      for (HotMatch match : index.match(READER, read, tick(), 0.5)) {
        String plate = match.entry().plate();
        if (plate.equals(truth)) {
          index.confirmed(READER, read, truth, now, 0.5).ifPresent(index.readers()::add);
        } else {
          index.rejected(READER, read, plate).ifPresent(index.readers()::add);
        }
      }
    }
    HotListForecast[] expected = new HotListForecast[SETTINGS.length];
    Score[] scores = new Score[SETTINGS.length];
    for (int i = 0; i < SETTINGS.length; i++) {
      expected[i] = index.forecast("list", SETTINGS[i], now).orElseThrow();
      scores[i] = new Score(SETTINGS[i]);
    }
    Score all = new Score(LEAST);
    OneEdit oneEdit = new OneEdit(hot);
    int near = 0;
    int exact = 0;
    int hotReads = 0;
    for (int i = 0; i < reads; i++) {
      String truth = vehicle();
      boolean isListed = listed.contains(truth);
      PlateRead read = camera.read(truth);
      List<HotMatch> matches = index.match(READER, read, tick(), LEAST);
      all.add(truth, isListed, matches);
      for (Score score : scores) {
        score.add(truth, isListed, matches);
      }
      near += !isListed && oneEdit.near(read.plate()) ? 1 : 0;
      hotReads += isListed ? 1 : 0;
      exact += isListed && read.plate().equals(truth) ? 1 : 0;
    }
    print(error, reads, expected, scores, near, (double) exact / hotReads);
    System.err.println("calibration of all: " + all.calibrationError() + " " + all.bins());
  }

  private String vehicle() {
    return random.nextDouble() < LISTED ? hot.get(random.nextInt(hot.size())) : road.plate();
  }

  private Instant tick() {
    now = now.plus(Duration.ofMillis(200));
    return now;
  }

  private void print(
      double error, int reads, HotListForecast[] expected, Score[] scores, int near, double exact) {
    for (int i = 0; i < scores.length; i++) {
      double foretold = expected[i].falsePerDay() / expected[i].readsPerDay() * reads;
      System.out.printf(
          "| %.0f %% | %,d | %.1f | %.3f | %.3f | %.0f | %.0f | %.1f | %.2f %% | %.0f (%,d draws) |"
              + " %d |%n",
          100 * error,
          hot.size(),
          SETTINGS[i],
          scores[i].recall(),
          exact,
          1e5 * scores[i].falseAlerts() / reads,
          1e5 * near / reads,
          (double) near / Math.max(1, scores[i].falseAlerts()),
          100 * scores[i].calibrationError(),
          foretold,
          expected[i].draws(),
          scores[i].falseAlerts());
    }
  }
}
