package org.watchfloor.benchmarks.platereader;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.watchfloor.benchmarks.Machine;
import org.watchfloor.plugin.plate.opencv.internal.reading.Engine;
import org.watchfloor.plugin.plate.opencv.internal.reading.Found;
import org.watchfloor.tools.platemodel.TestScenes;
import org.watchfloor.tools.plateread.NativeLibrary;

/** How often the plate reader is right on streets, plates and typefaces that no training saw. */
public final class PlateReaderBench {
  /** Pictures before those that count: classes are loaded and compiled. */
  private static final int WARM = 10;

  /** The tests of the build look at the first ones. */
  private static final int FIRST = 1_000;

  /**
   * OpenALPR's last open version on real photographs, 222 from the US and 108 from Europe, in the
   * order of {@link Tally#names}: other pictures than ours, for the scale only.
   */
  private static final List<List<String>> OPEN_ALPR =
      List.of(
          List.of("222", "90.1 %", "51.4 %", "53.2 %", "70.7 %", "0.081", "315 to 340"),
          List.of("108", "98.1 %", "72.2 %", "88.9 %", "89.8 %", "0.000", "30 to 45"));

  private PlateReaderBench() {}

  /**
   * @param args pictures of each region
   */
  public static void main(String[] args) throws Exception {
    int pictures = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    System.out.println(Machine.line());
    System.out.println();
    NativeLibrary.load();
    Engine engine = new Engine();
    List<String> us = run(engine, "us", "us", pictures).rows();
    List<String> usUntold = run(engine, "us", "", pictures).rows();
    List<String> eu = run(engine, "eu", "eu", pictures).rows();
    List<String> euUntold = run(engine, "eu", "", pictures).rows();
    System.out.println(
        "| | us, painted | us, region not told | eu, painted | eu, region not told "
            + "| OpenALPR, us photographs | OpenALPR, eu photographs |");
    System.out.println("|---|---|---|---|---|---|---|");
    List<String> names = Tally.names();
    for (int i = 0; i < names.size(); i++) {
      System.out.printf(
          "| %s | %s | %s | %s | %s | %s | %s |%n",
          names.get(i),
          us.get(i),
          usUntold.get(i),
          eu.get(i),
          euUntold.get(i),
          theirs(0, i),
          theirs(1, i));
    }
  }

  private static String theirs(int region, int row) {
    List<String> figures = OPEN_ALPR.get(region);
    return row < figures.size() ? figures.get(row) : "";
  }

  private static Tally run(Engine engine, String region, String told, int pictures) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM; i++) {
      engine.read(TestScenes.street(FIRST - 1 - i, region).jpeg(), told);
    }
    Tally tally = new Tally();
    for (int i = 0; i < pictures; i++) {
      TestScenes.Street street = TestScenes.street(FIRST + i, region);
      long before = threads.getCurrentThreadCpuTime();
      List<Found> found = engine.read(street.jpeg(), told);
      tally.add(street, found, (threads.getCurrentThreadCpuTime() - before) / 1e6);
    }
    return tally;
  }
}
