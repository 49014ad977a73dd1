package org.watchfloor.rtcc.plates.internal.history;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.health.HealthResult;

/**
 * How far the index of reads is, in words for the health of the center: while it is not whole the
 * store is searched, which finds the same, but slowly. Thread-safe.
 */
final class IndexProgress {
  private static final String MEANS =
      " Searches ask the store meanwhile: they find the same, but take seconds to minutes.";

  /** Before that what is left is not foretold. */
  private static final long FORETOLD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private HealthResult result =
      HealthResult.warn("The index of plate reads is being opened." + MEANS);

  /** Why it is made again; empty where it only catches up. */
  private String why = "";

  private boolean behind;

  /** When it fell behind, and how many reads it had. */
  private long begin;

  private long first;

  /** It was damaged, or of another store, and is empty now. */
  synchronized void again(String reason) {
    why = reason;
    behind = false;
  }

  /** A file of it cannot be read, and it is not used until it is made again. */
  synchronized void lost(String reason) {
    result =
        HealthResult.warn(
            "The index of plate reads is made again, because " + reason + "." + MEANS);
  }

  /**
   * There is more to read.
   *
   * @param reads in the index
   * @param all in the store
   * @param nanos as {@link System#nanoTime} counts
   */
  synchronized void behind(long reads, long all, long nanos) {
    if (!behind) {
      behind = true;
      begin = nanos;
      first = reads;
    }
    String what = why.isEmpty() ? "is not up to date" : "is made again, because " + why;
    result =
        HealthResult.warn(
            String.format(
                    Locale.ROOT,
                    "The index of plate reads %s: %,d of %,d reads (%d %%)",
                    what,
                    reads,
                    all,
                    reads < all ? 100 * reads / all : 99)
                + left(reads, all, nanos - begin)
                + "."
                + MEANS);
  }

  private String left(long reads, long all, long nanos) {
    if (nanos < FORETOLD_NANOS || reads <= first || all <= reads) {
      return "";
    }
    double seconds = (double) (all - reads) / (reads - first) * nanos / TimeUnit.SECONDS.toNanos(1);
    return ", about %d min left".formatted((long) Math.ceil(seconds / 60));
  }

  /** It has all reads. */
  synchronized void whole() {
    result = HealthResult.OK;
    why = "";
    behind = false;
  }

  /**
   * It cannot be kept.
   *
   * @param how what is tried, and where
   */
  synchronized void failed(Exception fault, String how) {
    result =
        HealthResult.warn("The index of plate reads cannot be kept: " + fault + "." + MEANS + how);
  }

  synchronized HealthResult result() {
    return result;
  }
}
