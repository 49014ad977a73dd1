package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Single spaces as Ohio's LEADS sends them: operation, plate, state, two dates, make, model, year,
 * colour, and then record numbers or words. Every letter O is written as a zero ({@code 0H}, {@code
 * D0DG}): in what has no digits it is one again; in the plate, where it could be either, it stays.
 *
 * <p>Of the two dates the second is the one of the warrant. The first is in some descriptions when
 * the entry ends and in others when it began: nothing is made of it, for that could hide a hit.
 */
final class OhioLayout implements Layout {
  static final String NAME = "oh-leads";

  /** What the terminal that the file is fetched by prints around it. */
  private static final Pattern TERMINAL = Pattern.compile("SP2-\\d*:.*|and to leave.*");

  private static final Pattern STATE_WORDS = Pattern.compile("0H [A-Z0 ]+");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<HotRow> row(String line, boolean first) {
    if (TERMINAL.matcher(line).matches()) {
      return Optional.empty();
    }
    String[] f = line.strip().split(" ", 10);
    if (f.length < 9) {
      throw new IllegalArgumentException("%d fields, at least 9 are expected".formatted(f.length));
    }
    if (f[0].length() != 1 || !Character.isDigit(f[0].charAt(0))) {
      throw new IllegalArgumentException(
          "operation: \"%s\" is no digit".formatted(RowBuilder.cut(f[0])));
    }
    String rest = f.length > 9 ? f[9].strip() : "";
    boolean words = STATE_WORDS.matcher(rest).matches();
    String last = rest.substring(rest.lastIndexOf(' ') + 1);
    String code = words || last.isEmpty() ? "" : last.substring(0, 1);
    return Optional.of(
        new RowBuilder()
            .plate(f[1])
            .stateCode(f[2])
            .enteredSlashed(f[4])
            .make(RowBuilder.lettersOnly(f[5]))
            .vehicle(f[7], f[6])
            .color(RowBuilder.lettersOnly(f[8]))
            .code(words ? RowBuilder.lettersOnly(rest) : code)
            .reason(words ? RowBuilder.lettersOnly(rest) : ReasonCodes.ncic(code))
            .reference(words ? "" : rest)
            .build());
  }
}
