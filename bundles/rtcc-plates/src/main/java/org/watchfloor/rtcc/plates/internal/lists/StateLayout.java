package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fixed columns of three states, as far as examples tell them. */
final class StateLayout implements Layout {
  /** Plate 0–10, state 10–12, reason 12–34, year, make, model and colour parted by spaces. */
  static final String COLORADO = "co-ccic";

  /** Plate 0–8, state 8–10, type 10–12, reason up to the first {@code XXX/}, then such fields. */
  static final String ILLINOIS = "il-leads";

  /** Plate 0–10, state 10–12, type 12–15, a flag, make 16–20, colour 20–22. */
  static final String NEW_YORK = "ny";

  private static final Pattern TAG = Pattern.compile("\\b([A-Z]{3})/(\\S+)");
  private static final Pattern TYPE = Pattern.compile("[A-Z]{3}");

  private final String name;

  StateLayout(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<HotRow> row(String text, boolean first) {
    return Optional.of(
        switch (name) {
          case COLORADO -> colorado(new FixedLine(text).reaching(34));
          case ILLINOIS -> illinois(new FixedLine(text).reaching(16));
          default -> newYork(new FixedLine(text).reaching(16));
        });
  }

  private static HotRow colorado(FixedLine line) {
    String[] vehicle = line.from(34).split(" +");
    RowBuilder row =
        new RowBuilder().plate(line.at(0, 10)).stateCode(line.at(10, 12)).reason(line.at(12, 34));
    if (vehicle.length == 4) {
      row.vehicle(vehicle[0], vehicle[2]).make(vehicle[1]).color(vehicle[3]);
    } else {
      row.vehicle(line.from(34));
    }
    return row.build();
  }

  private static HotRow illinois(FixedLine line) {
    String rest = line.from(12);
    Matcher tag = TAG.matcher(rest);
    RowBuilder row = new RowBuilder().plate(line.at(0, 8)).stateCode(line.at(8, 10));
    String year = "";
    String model = "";
    int end = rest.length();
    while (tag.find()) {
      end = Math.min(end, tag.start());
      switch (tag.group(1)) {
        case "VYR" -> year = tag.group(2);
        case "VMA" -> row.make(tag.group(2));
        case "VMO" -> model = tag.group(2);
        case "VCO" -> row.color(tag.group(2));
        case "LDS" -> row.reference(tag.group(2));
        default -> {}
      }
    }
    if (end == rest.length()) {
      throw new IllegalArgumentException("no field like VYR/05 is there");
    }
    return row.reason(rest.substring(0, end)).vehicle(year, model).build();
  }

  private static HotRow newYork(FixedLine line) {
    if (!TYPE.matcher(line.at(12, 15)).matches()) {
      throw new IllegalArgumentException(
          "type: \"%s\" has not three letters".formatted(RowBuilder.cut(line.at(12, 15))));
    }
    return new RowBuilder()
        .plate(line.at(0, 10))
        .stateCode(line.at(10, 12))
        .code(line.at(12, 15))
        .make(line.at(16, 20))
        .color(line.at(20, 22))
        .build();
  }
}
