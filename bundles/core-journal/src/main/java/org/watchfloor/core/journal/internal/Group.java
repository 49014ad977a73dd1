package org.watchfloor.core.journal.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Appended.Outcome;

/**
 * The drafts of one synced write, and what becomes of each. Used by the writer's thread only.
 *
 * <p>Answers are decided while the batch is filled and given by {@link #succeed} or {@link #fail},
 * never before the disk has answered.
 */
final class Group {
  private final List<Pending.Item> items;
  private final List<Appended> answers;
  private final long headBefore;
  private long head;

  /**
   * @param work drafts only
   * @param headBefore position of the last entry that is written
   */
  Group(List<Pending.Work> work, long headBefore) {
    this.items = work.stream().map(Pending.Item.class::cast).toList();
    this.answers = new ArrayList<>(items.size());
    this.headBefore = headBefore;
    this.head = headBefore;
  }

  /** Position of the last entry once the group is written. */
  long head() {
    return head;
  }

  int size() {
    return items.size();
  }

  /** Entries that are new. */
  long added() {
    return head - headBefore;
  }

  /**
   * Gives each new draft a position and puts it into the batch.
   *
   * @param first oldest position still kept: a key that leads before it, or after the last entry,
   *     belongs to nothing
   */
  void fill(WriteBatch batch, Tables tables, KnownKeys keyTable, Meta meta, long first, long millis)
      throws RocksDBException {
    List<@Nullable Long> known = lookUp(tables, keyTable);
    Map<ByteBuffer, Long> added = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      Pending.Item item = items.get(i);
      Long before = known.get(i);
      if (before == null || belongsToNothing(before, first, meta)) {
        before = added.get(ByteBuffer.wrap(item.storedKey()));
      }
      if (before != null) {
        answers.add(new Appended(Outcome.DUPLICATE, before, ""));
        continue;
      }
      head++;
      byte[] position = EntryCodec.position(head);
      batch.put(tables.entries, position, EntryCodec.encode(head, millis, item.draft()));
      if (item.storedKey().length > 0) {
        batch.put(tables.keys, item.storedKey(), position);
        added.put(ByteBuffer.wrap(item.storedKey()), head);
      }
      answers.add(new Appended(Outcome.WRITTEN, head, ""));
    }
  }

  /** An entry that is lost may come again. */
  private boolean belongsToNothing(long position, long first, Meta meta) {
    return position < first || position > headBefore || !meta.whyLost(position).isEmpty();
  }

  /** For each item the position that its key leads to; null for a new key and for none. */
  private List<@Nullable Long> lookUp(Tables tables, KnownKeys keyTable) throws RocksDBException {
    List<@Nullable Long> known = new ArrayList<>(Collections.nCopies(items.size(), null));
    List<Integer> asked = new ArrayList<>(items.size());
    List<byte[]> keys = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).storedKey().length > 0) {
        asked.add(i);
        keys.add(items.get(i).storedKey());
      }
    }
    if (keys.isEmpty()) {
      return known;
    }
    List<@Nullable Long> found = keyTable.lookUp(tables, keys);
    for (int i = 0; i < found.size(); i++) {
      known.set(asked.get(i), found.get(i));
    }
    return known;
  }

  /** The disk has it: answers all. */
  void succeed() {
    for (int i = 0; i < items.size(); i++) {
      items.get(i).answer().complete(answers.get(i));
    }
  }

  /** The disk does not have it: answers all but those that were there before. */
  void fail(String reason) {
    for (int i = 0; i < items.size(); i++) {
      boolean wasThere = i < answers.size() && wasThere(answers.get(i));
      items
          .get(i)
          .answer()
          .complete(wasThere ? answers.get(i) : new Appended(Outcome.UNAVAILABLE, 0, reason));
    }
  }

  private boolean wasThere(Appended answer) {
    return answer.outcome() == Outcome.DUPLICATE && answer.position() <= headBefore;
  }
}
