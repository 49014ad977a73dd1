package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fixed columns of the files {@code sfr.tbl}, {@code svs.tbl} and {@code slr.tbl} of California's
 * Department of Justice: plate 0–8, state 8–10, county 10–12, date 12–20; the last line is {@code
 * TOTAL RECORD} with a number. No reason: the list says it.
 */
final class CaliforniaLayout implements Layout {
  static final String NAME = "ca-doj";
  private static final Pattern FOOTER =
      Pattern.compile("\\s*TOTAL\\s+RECORDS?\\D*(\\d{0,9})\\D*", Pattern.CASE_INSENSITIVE);

  private @Nullable Integer total;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<HotRow> row(String text, boolean first) {
    Matcher footer = FOOTER.matcher(text);
    if (footer.matches()) {
      total = footer.group(1).isEmpty() ? -1 : Integer.valueOf(footer.group(1));
      return Optional.empty();
    }
    FixedLine line = new FixedLine(text).reaching(12);
    String county = line.at(10, 12);
    return Optional.of(
        new RowBuilder()
            .plate(line.at(0, 8))
            .stateCode(line.at(8, 10))
            .enteredCompact(line.at(12, 20))
            .agency(county.isEmpty() ? "" : "CA county " + county)
            .build());
  }

  @Override
  public Optional<String> doubt(int lines) {
    if (total == null) {
      return Optional.of("the last line TOTAL RECORD is missing: the file may be cut off");
    }
    return total < 0 || total == lines
        ? Optional.empty()
        : Optional.of(
            "TOTAL RECORD says %d, and there are %d: the file may be cut off"
                .formatted(total, lines));
  }
}
