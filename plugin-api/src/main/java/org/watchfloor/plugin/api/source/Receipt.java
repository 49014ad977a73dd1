package org.watchfloor.plugin.api.source;

/**
 * What became of a submitted signal.
 *
 * @param status whether it is on disk
 * @param number the signal's place in the center's journal, 1 and up; of the first copy for
 *     DUPLICATE, 0 where not kept
 * @param reason in words; empty for ACCEPTED
 */
public record Receipt(Status status, long number, String reason) {

  /** Whether, and why not. */
  public enum Status {
    /** On disk now. */
    ACCEPTED,
    /** Was on disk already, with the same vendor key; acknowledge to the vendor. */
    DUPLICATE,
    /** The center cannot take it now; do not acknowledge, slow down, send again. */
    OVERLOADED,
    /** The signal breaks a rule and will never be accepted; the reason names the field. */
    REJECTED,
    /** The journal cannot write (disk full, closing); do not acknowledge. */
    UNAVAILABLE
  }

  public static Receipt accepted(long number) {
    return new Receipt(Status.ACCEPTED, number, "");
  }

  public static Receipt duplicate(long number) {
    return new Receipt(Status.DUPLICATE, number, "same vendor key as signal " + number);
  }

  public static Receipt refused(Status status, String reason) {
    return new Receipt(status, 0, reason);
  }

  /** Whether the signal is on disk, so that the vendor may be acknowledged. */
  public boolean onDisk() {
    return status == Status.ACCEPTED || status == Status.DUPLICATE;
  }
}
