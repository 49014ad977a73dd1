package org.watchfloor.core.journal.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rocksdb.Range;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/**
 * Decides which entries go. Age and size say what may go; a live subscriber that has not handled an
 * entry keeps it, until the journal has reached its hard limit. A subscriber lives while its cursor
 * has moved in the last days: one that is gone for good must not fill the disk.
 */
final class RetentionPlan {
  private final Settings settings;
  private final Clock clock;
  private final TrustedTime time;
  private final RocksFiles files;
  private final Positions positions;
  private final Cursors cursors;
  private final EntryReader reader;

  RetentionPlan(
      Settings settings,
      Clock clock,
      TrustedTime time,
      RocksFiles files,
      Positions positions,
      Cursors cursors,
      EntryReader reader) {
    this.settings = settings;
    this.clock = clock;
    this.time = time;
    this.files = files;
    this.positions = positions;
    this.cursors = cursors;
    this.reader = reader;
  }

  /**
   * What is to be done.
   *
   * @param end first position that is kept
   * @param words who holds entries back, and who loses some; empty for nobody
   */
  record Decision(long end, String words) {}

  Decision decide() throws RocksDBException {
    long wanted = Math.min(Math.max(endByAge(), endBySize(settings.retentionBytes())), visible());
    Map<String, Long> holding = holding(wanted);
    if (holding.isEmpty()) {
      return new Decision(wanted, "");
    }
    long hold = holding.values().stream().mapToLong(position -> position + 1).min().orElse(wanted);
    long forced = Math.min(endBySize(settings.retentionHardBytes()), wanted);
    return forced > hold
        ? new Decision(forced, forced(holding, forced))
        : new Decision(hold, held(holding, wanted - hold));
  }

  /** The last entry is never deleted: it carries the position and the time to go on from. */
  private long visible() {
    return positions.head;
  }

  /** Cursors of live subscribers that have not handled all before a position. */
  private Map<String, Long> holding(long wanted) {
    Instant since = clock.instant().minus(Duration.ofDays(settings.liveDays()));
    Map<String, Long> holding = new TreeMap<>(cursors.movedSince(since.toEpochMilli()));
    holding.values().removeIf(position -> position >= wanted - 1);
    return holding;
  }

  private String held(Map<String, Long> holding, long entries) {
    return "Retention of the journal keeps "
        + entries
        + " entries longer, because "
        + names(holding)
        + " has not handled them; at "
        + settings.retentionHardBytes()
        + " bytes they go. See rtcc:bus-stat for what hinders it.";
  }

  private String forced(Map<String, Long> holding, long end) {
    holding.values().removeIf(position -> position >= end - 1);
    return "The journal is at its hard limit of "
        + settings.retentionHardBytes()
        + " bytes: entries before "
        + end
        + " are deleted although "
        + names(holding)
        + " has not handled them. See rtcc:bus-stat for what hinders it.";
  }

  private static String names(Map<String, Long> holding) {
    return holding.keySet().stream().collect(Collectors.joining(", ", "subscriber ", ""));
  }

  /** First position that age alone would keep. */
  private long endByAge() throws RocksDBException {
    Optional<Instant> now = time.now();
    return settings.retentionDays() == 0 || now.isEmpty()
        ? 0
        : reader.positionAt(now.get().minus(Duration.ofDays(settings.retentionDays())));
  }

  /** First position that size alone would keep, if all entries were of one size. */
  private long endBySize(long limit) throws RocksDBException {
    long first = positions.first;
    long head = positions.head;
    if (limit == 0 || first == 0) {
      return 0;
    }
    long bytes = files.use(tables -> size(tables, first, head));
    double excess = 1 - (double) limit / Math.max(1, bytes);
    return excess <= 0 ? 0 : first + (long) Math.ceil((head - first + 1) * excess);
  }

  private static long size(Tables tables, long first, long head) {
    try (Slice from = new Slice(EntryCodec.position(first));
        Slice to = new Slice(EntryCodec.position(head + 1))) {
      return tables
          .db
          .getApproximateSizes(
              tables.entries,
              List.of(new Range(from, to)),
              SizeApproximationFlag.INCLUDE_FILES,
              SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }
}
