package org.watchfloor.rtcc.api.plates;

import java.util.List;
import java.util.Optional;

/**
 * What became of an import.
 *
 * @param list as it is now
 * @param layout that the file was read by
 * @param imported lines taken
 * @param faults lines left out, with number and reason, the first 100
 * @param faultCount how many lines were left out
 * @param waits why it is not in force yet but waits for a supervisor; empty if it is in force
 */
public record HotListImport(
    HotList list,
    String layout,
    int imported,
    List<Fault> faults,
    int faultCount,
    Optional<String> waits) {
  /** A line left out; numbers begin at 1 with the first line of the file. */
  public record Fault(int line, String reason) {}

  public HotListImport {
    faults = List.copyOf(faults);
  }
}
