package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;

/**
 * Semicolons as Florida's Department of Law Enforcement sends them, 15 fields: reason, number of
 * the agency, its name, case, one that is empty, record of the NCIC, record of the FCIC, date of
 * theft, a flag, time of entry, plate, its year, state, type, time of the last change. Times of day
 * are local and left out.
 */
final class FloridaLayout implements Layout {
  static final String NAME = "fl";
  private static final int FIELDS = 15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<HotRow> row(String line, boolean first) {
    String[] f = line.split(";", -1);
    if (f.length != FIELDS) {
      throw new IllegalArgumentException("%d fields, %d are expected".formatted(f.length, FIELDS));
    }
    String name = f[2].strip();
    String number = f[1].strip();
    return Optional.of(
        new RowBuilder()
            .reason(f[0])
            .agency(name.isEmpty() ? number : number.isEmpty() ? name : name + " " + number)
            .reference(references(f[3], f[5], f[6]))
            .enteredSlashed(f[9])
            .plate(f[10])
            .stateCode(f[12])
            .build());
  }

  private static String references(String caseNumber, String national, String state) {
    StringBuilder all = new StringBuilder();
    add(all, "case ", caseNumber);
    add(all, "NCIC ", national);
    add(all, "FCIC ", state);
    return all.toString();
  }

  private static void add(StringBuilder all, String what, String number) {
    if (!number.isBlank()) {
      all.append(all.isEmpty() ? "" : ", ").append(what).append(number.strip());
    }
  }
}
