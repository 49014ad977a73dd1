package org.watchfloor.plugin.simulator.internal;

import java.util.List;
import java.util.Optional;

/**
 * A car as a reader and a camera see it.
 *
 * @param paint red, green, blue, 8 bits each
 * @param body as OpenALPR names body types
 */
record Vehicle(String plate, String color, int paint, String make, String body) {
  private record Paint(String name, int rgb) {}

  private static final List<Paint> PAINTS =
      List.of(
          new Paint("white", 0xC9CDD2),
          new Paint("black", 0x23262B),
          new Paint("silver-gray", 0x8A9097),
          new Paint("blue", 0x2B4C86),
          new Paint("red", 0xA32A2A),
          new Paint("green", 0x2F5D46),
          new Paint("brown", 0x6B4F3A),
          new Paint("yellow", 0xC7A12F),
          new Paint("orange", 0xC4672B));
  private static final List<String> MAKES =
      List.of("toyota", "ford", "honda", "chevrolet", "nissan", "hyundai", "dodge", "kia");
  private static final List<String> BODIES =
      List.of("sedan-standard", "suv-standard", "truck-standard", "sedan-compact", "van-mini");

  /** Letters that North Carolina and others do not put on plates are left out: no I, O, Q. */
  private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

  /** Empty if there is no such colour. */
  static Optional<Vehicle> of(String plate, String color, String make, String body) {
    return PAINTS.stream()
        .filter(paint -> paint.name().equals(color))
        .map(paint -> new Vehicle(plate, color, paint.rgb(), make, body))
        .findFirst();
  }

  /** Some car; the same number gives the same car. */
  static Vehicle ordinary(long number) {
    long bits = Mix.of(number);
    StringBuilder plate = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      plate.append(LETTERS.charAt((int) (Math.floorMod(bits >> (5 * i), LETTERS.length()))));
    }
    plate.append("%04d".formatted(Math.floorMod(bits >> 17, 10_000)));
    // two of three cars are white, black or grey
    int paint = Math.floorMod(bits >> 32, Math.floorMod(bits >> 40, 3) < 2 ? 3 : PAINTS.size());
    return new Vehicle(
        plate.toString(),
        PAINTS.get(paint).name(),
        PAINTS.get(paint).rgb(),
        MAKES.get(Math.floorMod(bits >> 44, MAKES.size())),
        BODIES.get(Math.floorMod(bits >> 50, BODIES.size())));
  }
}
