package org.watchfloor.core.api.journal;

/**
 * The journal's answer to an append.
 *
 * @param outcome whether the entry is on disk
 * @param position of the entry, of its first copy for DUPLICATE, 0 where it is not on disk
 * @param reason in words where it is not on disk; otherwise empty
 */
public record Appended(Outcome outcome, long position, String reason) {
  /** Whether, and why not. */
  public enum Outcome {
    WRITTEN,
    DUPLICATE,
    /** The queue before the writer is full. */
    OVERLOADED,
    /** The disk refused, or the journal is closing. */
    UNAVAILABLE
  }
}
