package org.watchfloor.benchmarks.bus;

import java.util.List;
import org.watchfloor.benchmarks.Machine;

/**
 * What one round of one row came to.
 *
 * @param perSecond messages a second, flat out
 * @param cpuMicros processor time a message of all processes that take part, flat out
 * @param p50Millis at the paced rate; of one sync for the disk's rows
 * @param p99Millis likewise
 * @param pacedPerSecond what became of the paced rate, NaN for the disk's rows
 * @param held whether it was kept
 * @param group messages in one synced write, flat out; NaN if unknown
 * @param refused how often a message was refused and sent again
 */
record Result(
    double perSecond,
    double cpuMicros,
    double p50Millis,
    double p99Millis,
    double pacedPerSecond,
    boolean held,
    double group,
    long refused) {

  /** Of syncs one after the other. */
  static Result ofSyncs(List<Long> nanos, double perSecond, double cpuMicros, double group) {
    return new Result(
        perSecond,
        cpuMicros,
        Machine.millis(nanos, 0.5),
        Machine.millis(nanos, 0.99),
        Double.NaN,
        true,
        group,
        0);
  }
}
