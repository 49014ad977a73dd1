package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;

/**
 * Fixed columns as the NCIC sends them to the states, and Michigan on to its agencies: record
 * number 0–10, agency 10–19, date 19–27, plate 27–37, state 37–39, year and type of the plate
 * 39–45, year of the vehicle 45–49, make 49–53, model 53–56, style 56–58, colour from 58, and after
 * two spaces a remark.
 */
final class NcicLayout implements Layout {
  static final String NAME = "ncic";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<HotRow> row(String text, boolean first) {
    try {
      return Optional.of(row(new FixedLine(text).reaching(39)));
    } catch (IllegalArgumentException e) {
      // The first line is a header; some files have none, and then it is an entry like others.
      if (first) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static HotRow row(FixedLine line) {
    String code = line.at(0, 1);
    if (code.isEmpty() || code.charAt(0) < 'A' || code.charAt(0) > 'Z') {
      throw new IllegalArgumentException(
          "code: \"%s\" is no letter at the beginning".formatted(RowBuilder.cut(code)));
    }
    String behind = line.from(58);
    int gap = behind.indexOf("  ");
    String remark = gap < 0 ? "" : behind.substring(gap).strip();
    String words = ReasonCodes.ncic(code);
    return new RowBuilder()
        .code(code)
        .reason(words.isEmpty() ? remark : words)
        .reference(line.at(0, 10))
        .agency(line.at(10, 19))
        .enteredCompact(line.at(19, 27))
        .plate(line.at(27, 37))
        .stateCode(line.at(37, 39))
        .vehicle(line.at(45, 49), line.at(53, 56), line.at(56, 58))
        .make(RowBuilder.lettersOnly(line.at(49, 53)))
        .color(RowBuilder.lettersOnly(gap < 0 ? behind : behind.substring(0, gap)))
        .build();
  }
}
