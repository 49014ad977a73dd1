package org.watchfloor.core.bus.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.JsonFault;

/** Reads the journal as bus entries. Thread-safe. */
final class EntryDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(EntryDecoder.class);

  /** Bytes of payload held at once by one reader. */
  private static final long PAGE_BYTES = 4 << 20;

  private final Journal journal;
  private final LongAdder undecodable = new LongAdder();

  EntryDecoder(Journal journal) {
    this.journal = journal;
  }

  /**
   * What was read.
   *
   * @param entries decoded, oldest first
   * @param upTo the last position that the page covers; what is missing before it does not exist
   *     any more or cannot be decoded
   */
  record Page(List<BusEntry> entries, long upTo) {}

  Page read(long after, int maxEntries) {
    long head = journal.head();
    if (after >= head) {
      return new Page(List.of(), after);
    }
    List<JournalEntry> found = journal.read(after, maxEntries, PAGE_BYTES);
    List<BusEntry> entries = new ArrayList<>(found.size());
    for (JournalEntry entry : found) {
      try {
        entries.add(EntryJson.decode(entry));
      } catch (JsonFault | RuntimeException e) {
        undecodable.increment();
        LOG.error("Journal entry {} cannot be delivered: {}", entry.position(), e.getMessage());
      }
    }
    return new Page(entries, found.isEmpty() ? head : found.get(found.size() - 1).position());
  }

  /** How often an entry could not be decoded since the bus started; once for each reader. */
  long undecodable() {
    return undecodable.sum();
  }
}
