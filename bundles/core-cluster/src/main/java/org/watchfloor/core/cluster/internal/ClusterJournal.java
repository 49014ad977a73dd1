package org.watchfloor.core.cluster.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.journal.LocalJournal;

/**
 * The journal of all nodes: appends go to the node that leads and are answered when enough nodes
 * have them on disk, reads come from this node's copy. Thread-safe.
 */
final class ClusterJournal implements Journal {
  private final LocalJournal local;
  private final Status status;
  private final Appender appender;
  private final Forwarding forwarding;

  ClusterJournal(LocalJournal local, Status status, Appender appender, Forwarding forwarding) {
    this.local = local;
    this.status = status;
    this.appender = appender;
    this.forwarding = forwarding;
  }

  @Override
  public CompletionStage<Appended> append(Draft draft) {
    if (!status.works()) {
      return CompletableFuture.completedFuture(
          Appender.unavailable("this node does not belong to a majority of its cluster"));
    }
    // Behind what waits already, so that entries of a stream keep their order.
    Optional<CompletableFuture<Appended>> here =
        forwarding.isEmpty() ? appender.append(draft) : Optional.empty();
    return here.orElseGet(() -> forwarding.offer(draft));
  }

  @Override
  public List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
    return local.read(after, maxEntries, maxBytes);
  }

  @Override
  public long head() {
    return local.head();
  }

  @Override
  public long first() {
    return local.first();
  }

  @Override
  public long positionAt(Instant time) {
    return local.positionAt(time);
  }

  @Override
  public OptionalLong cursor(String name) {
    return local.cursor(name);
  }

  /** The leader's cursors are everybody's; another node's word would be overwritten at once. */
  @Override
  public void moveCursor(String name, long position) {
    if (status.leads()) {
      local.moveCursor(name, position);
    }
  }

  @Override
  public void forgetCursor(String name) {
    if (status.leads()) {
      local.forgetCursor(name);
    }
  }

  @Override
  public Map<String, Long> cursors() {
    return local.cursors();
  }

  @Override
  public AutoCloseable onWritten(LongConsumer listener) {
    return local.onWritten(listener);
  }

  @Override
  public JournalStat stat() {
    JournalStat stat = local.stat();
    return new JournalStat(
        stat.written(),
        stat.duplicates(),
        stat.groups(),
        stat.queued() + forwarding.waiting(),
        stat.refused(),
        stat.diskBytes());
  }
}
