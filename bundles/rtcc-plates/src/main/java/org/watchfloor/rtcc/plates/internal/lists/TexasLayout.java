package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;

/**
 * Commas as the Texas Department of Public Safety sends them. TCIC, 8 fields: record, plate, state,
 * year, make, model, style, colour. NCIC, 11: record, agency, date, plate, state, year of the
 * plate, year of the vehicle, make, model, style, colour. The letter O may be written as a zero.
 */
final class TexasLayout implements Layout {
  static final String TCIC = "tx-tcic";
  static final String NCIC = "tx-ncic";

  private final boolean ncic;

  TexasLayout(boolean ncic) {
    this.ncic = ncic;
  }

  @Override
  public String name() {
    return ncic ? NCIC : TCIC;
  }

  @Override
  public Optional<HotRow> row(String line, boolean first) {
    String[] fields = line.split(",", -1);
    int expected = ncic ? 11 : 8;
    if (fields.length != expected) {
      throw new IllegalArgumentException(
          "%d fields, %d are expected".formatted(fields.length, expected));
    }
    return Optional.of(ncic ? national(fields) : state(fields));
  }

  private static HotRow state(String[] f) {
    return new RowBuilder()
        .reference(f[0])
        .plate(f[1])
        .stateCode(f[2])
        .make(RowBuilder.lettersOnly(f[4]))
        .vehicle(year(f[3]), f[5], f[6])
        .color(RowBuilder.lettersOnly(f[7]))
        .build();
  }

  private static HotRow national(String[] f) {
    String code = f[0].isEmpty() ? "" : f[0].substring(0, 1);
    return new RowBuilder()
        .code(code)
        .reason(ReasonCodes.ncic(code))
        .reference(f[0])
        .agency(f[1])
        .enteredCompact(f[2])
        .plate(f[3])
        .stateCode(f[4])
        .make(RowBuilder.lettersOnly(f[7]))
        .vehicle(year(f[6]), f[8], f[9])
        .color(RowBuilder.lettersOnly(f[10]))
        .build();
  }

  /** Another text than a year means shifted columns. */
  private static String year(String text) {
    String year = text.strip();
    if (!year.isEmpty() && !year.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("year: \"%s\" is none".formatted(RowBuilder.cut(text)));
    }
    return year;
  }
}
