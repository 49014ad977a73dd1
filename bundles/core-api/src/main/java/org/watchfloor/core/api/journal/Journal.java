package org.watchfloor.core.api.journal;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Durable, ordered log. Entries, duplicate keys and cursors of a group go to disk in one synced
 * write. Thread-safe.
 */
@ProviderType
public interface Journal {

  /**
   * Appends one entry. Never blocks; never completes exceptionally. Completes on the writer's
   * thread once the group that holds the entry is synced to disk: do little there.
   */
  CompletionStage<Appended> append(Draft draft);

  /**
   * Entries after a position, oldest first.
   *
   * @param after position of the last entry already seen, 0 for the beginning
   * @param maxEntries at most so many
   * @param maxBytes stops after the entry that passes this sum of payload bytes
   */
  List<JournalEntry> read(long after, int maxEntries, long maxBytes);

  /** Position of the last entry on disk; 0 for an empty journal. */
  long head();

  /** Position of the oldest entry still kept; 0 for an empty journal. */
  long first();

  /** Position of the first entry recorded at or after a time, head() + 1 if there is none. */
  long positionAt(java.time.Instant time);

  /** Where a subscriber goes on, empty for a name never seen. */
  OptionalLong cursor(String name);

  /**
   * Remembers that a subscriber has handled all up to a position. Written with the next group, at
   * the latest after {@code cursor-interval-ms}: after a crash a subscriber may see the last
   * entries again.
   */
  void moveCursor(String name, long position);

  void forgetCursor(String name);

  /**
   * Entries deleted by retention since start that the subscriber of this name had not handled: only
   * where the journal has reached its hard limit, or the subscriber has not moved for days.
   */
  default long dropped(String name) {
    return 0;
  }

  /** All cursors by name. */
  Map<String, Long> cursors();

  /**
   * Called with the new head whenever entries became visible, on the thread that made them so: do
   * little there. Calls may overtake each other; the highest counts. Close to stop.
   */
  AutoCloseable onWritten(java.util.function.LongConsumer listener);

  /** For metrics. */
  JournalStat stat();
}
