package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.watchfloor.plugin.api.signal.PlateCharacter;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.plates.AsWritten;

/** The element {@code ANPR} as a read. */
final class Reads {
  private Reads() {}

  /** Empty for a vehicle whose plate was not read. */
  static Optional<PlateRead> of(Xml root, Xml anpr) throws MalformedMessage {
    Optional<String> plate = AsWritten.plate(anpr.text("licensePlate"));
    if (plate.isEmpty()) {
      return Optional.empty();
    }
    if (plate.get().length() > AsWritten.MAX) {
      throw anpr.fault("licensePlate", "must have at most " + AsWritten.MAX + " characters");
    }
    String color = anpr.child("vehicleInfo").map(info -> word(info, "color")).orElse("");
    return Optional.of(
        new PlateRead(
            plate.get(),
            region(root),
            percent(anpr.text("confidenceLevel")),
            List.of(),
            "",
            color,
            word(anpr, "vehicleType"),
            Optional.empty(),
            characters(plate.get(), anpr.text("plateCharBelieve"))));
  }

  /** {@code NON} stands for no country. */
  private static String region(Xml root) {
    String country = word(root, "countryAbbreviation");
    return country.equals("non") || country.length() > 32 ? "" : country;
  }

  /** In lower case; empty where the device does not know. */
  private static String word(Xml from, String name) {
    String word = from.text(name).toLowerCase(Locale.ROOT);
    return word.equals("unknown") || word.length() > 64 ? "" : word;
  }

  /** 0 to 1; what is no percentage, 255 for instance, is unknown. */
  private static Optional<Double> percent(String text) {
    try {
      double percent = Double.parseDouble(text.strip());
      return percent >= 0 && percent <= 100 ? Optional.of(percent / 100) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * {@code 99,98,97}: one percentage for each character of the plate. None where their numbers
   * differ, one is no percentage, or all are 0, as firmware sends that does not know them.
   */
  private static List<PlateCharacter> characters(String plate, String believe) {
    String[] each = believe.split(",");
    int[] points = plate.codePoints().toArray();
    if (each.length != points.length) {
      return List.of();
    }
    List<PlateCharacter> characters = new ArrayList<>();
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      Optional<Double> confidence = percent(each[i]);
      if (confidence.isEmpty()) {
        return List.of();
      }
      sum += confidence.get();
      characters.add(PlateCharacter.of(Character.toString(points[i]), confidence.get()));
    }
    return sum == 0 ? List.of() : characters;
  }
}
