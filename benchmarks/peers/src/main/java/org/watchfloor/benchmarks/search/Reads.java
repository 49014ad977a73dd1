package org.watchfloor.benchmarks.search;

import java.util.Random;
import java.util.function.Consumer;
import org.watchfloor.plugin.api.signal.GeoPoint;

/**
 * Made-up reads of a city, the same ones for the same seed: 500 cameras, thirty days, each vehicle
 * a few times a day at most, three of a hundred reads with a wrong character.
 */
final class Reads {
  static final int CAMERAS = 500;
  static final int DAYS = 30;

  /** 2026-10-26T00:00:00Z, in microseconds. */
  static final long FIRST = 1_792_972_800_000_000L;

  static final long DAY = 86_400_000_000L;

  /** Reads of a vehicle in the thirty days, on average. */
  private static final int A_VEHICLE = 12;

  private static final double WRONG = 0.03;
  private static final String[] MAKES = {"ford", "toyota", "honda", "chevrolet", "kia", ""};
  private static final String[] COLORS = {"white", "black", "gray", "red", "blue", ""};

  /**
   * One read.
   *
   * @param at in microseconds
   */
  record Read(long number, long at, int camera, String plate, String make, String color) {}

  private final int count;

  Reads(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  static GeoPoint place(int camera) {
    Random random = new Random(camera);
    return GeoPoint.of(36.0 + random.nextDouble() * 0.2, -80.4 + random.nextDouble() * 0.3);
  }

  /** In the order of time, as a center sees them. */
  void forEach(Consumer<Read> reader) {
    Random random = new Random(7);
    long step = DAYS * DAY / count;
    int vehicles = Math.max(1_000, count / A_VEHICLE);
    for (int i = 0; i < count; i++) {
      // Few vehicles are on the road all day, most are seen now and then.
      int vehicle = (int) (vehicles * Math.pow(random.nextDouble(), 1.5));
      String plate = plate(vehicle);
      if (random.nextDouble() < WRONG) {
        plate = wrong(plate, random);
      }
      Random of = new Random(vehicle);
      reader.accept(
          new Read(
              i + 1L,
              FIRST + i * step,
              random.nextInt(CAMERAS),
              plate,
              MAKES[of.nextInt(MAKES.length)],
              COLORS[of.nextInt(COLORS.length)]));
    }
  }

  /** Three letters and four digits, another for each vehicle, in no order. */
  static String plate(int vehicle) {
    // A bijection of the 26^3 * 10^4 plates: the factor has no divisor in common with them.
    long number = vehicle * 104_729_989L % 175_760_000L;
    StringBuilder plate = new StringBuilder("0000000");
    for (int i = 6; i >= 3; i--) {
      plate.setCharAt(i, (char) ('0' + number % 10));
      number /= 10;
    }
    for (int i = 2; i >= 0; i--) {
      plate.setCharAt(i, (char) ('A' + number % 26));
      number /= 26;
    }
    return plate.toString();
  }

  private static String wrong(String plate, Random random) {
    StringBuilder wrong = new StringBuilder(plate);
    wrong.setCharAt(
        random.nextInt(7), "0123456789ABCDEFGHKLMNPRSTUVXYZ".charAt(random.nextInt(31)));
    return wrong.toString();
  }
}
