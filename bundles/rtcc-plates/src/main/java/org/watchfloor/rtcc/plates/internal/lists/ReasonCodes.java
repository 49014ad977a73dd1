package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Map;

/** The words for the first letter of a record number of the NCIC. */
final class ReasonCodes {
  /** Of the layouts that other importers document; a list's own words go before them. */
  private static final Map<String, String> NCIC =
      Map.ofEntries(
          Map.entry("A", "AMBER alert"),
          Map.entry("B", "stolen boat"),
          Map.entry("C", "supervised release"),
          Map.entry("E", "violent person"),
          Map.entry("F", "felony vehicle"),
          Map.entry("H", "protection order"),
          Map.entry("K", "protective interest"),
          Map.entry("L", "violent person"),
          Map.entry("M", "missing person"),
          Map.entry("N", "deported felon"),
          Map.entry("O", "protection order"),
          Map.entry("P", "stolen plate"),
          Map.entry("R", "stolen Canadian plate"),
          Map.entry("T", "gang member or terrorist"),
          Map.entry("V", "stolen vehicle"),
          Map.entry("W", "wanted person"),
          Map.entry("X", "sex offender"));

  private ReasonCodes() {}

  /** Empty for a code that is not known. */
  static String ncic(String code) {
    return NCIC.getOrDefault(code, "");
  }
}
