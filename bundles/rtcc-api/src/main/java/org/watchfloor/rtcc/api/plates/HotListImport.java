package org.watchfloor.rtcc.api.plates;

import java.util.List;

/**
 * What became of an import.
 *
 * @param list as it is now
 * @param imported lines taken
 * @param faults lines left out, with number and reason, the first 100
 * @param faultCount how many lines were left out
 */
public record HotListImport(HotList list, int imported, List<Fault> faults, int faultCount) {
  /** A line left out; numbers begin at 1 with the header. */
  public record Fault(int line, String reason) {}

  public HotListImport {
    faults = List.copyOf(faults);
  }
}
