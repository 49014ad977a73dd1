package org.watchfloor.rtcc.api.plates;

/**
 * Why somebody looks plates up; without it nothing is looked up.
 *
 * @param reason 3 to 200 characters
 * @param caseNumber of the case or call, 1 to 64 characters
 */
public record LookUp(String reason, String caseNumber) {
  public LookUp {
    if (reason.strip().length() < 3 || reason.length() > 200) {
      throw new IllegalArgumentException("reason: must have 3 to 200 characters");
    }
    if (caseNumber.isBlank() || caseNumber.length() > 64) {
      throw new IllegalArgumentException("caseNumber: must have 1 to 64 characters");
    }
  }
}
