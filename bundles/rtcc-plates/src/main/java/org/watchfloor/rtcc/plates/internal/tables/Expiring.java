package org.watchfloor.rtcc.plates.internal.tables;

import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * Rows that are kept for a time.
 *
 * @param what they are, in words
 * @param retention how long
 * @param drop drops those that lie by day, as whole days; how many rows
 * @param delete deletes at most so many in one transaction; how many, fewer when none is left
 */
public record Expiring(
    String what, Retention retention, LongSupplier drop, IntUnaryOperator delete) {
  /** Rows that do not lie by day. */
  public Expiring(String what, Retention retention, IntUnaryOperator delete) {
    this(what, retention, () -> 0, delete);
  }
}
