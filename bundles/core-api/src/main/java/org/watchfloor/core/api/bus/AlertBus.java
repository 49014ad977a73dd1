package org.watchfloor.core.api.bus;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.source.Receipt;

/** The journal plus its subscribers. Thread-safe. Signals come in through Ingest, not here. */
@ProviderType
public interface AlertBus {

  /**
   * Puts an alert on disk and on its way. The same id published again is a DUPLICATE. Never blocks,
   * never completes exceptionally.
   *
   * @param publisher name of the publishing bundle, for instance {@code rtcc-plates}
   */
  CompletionStage<Receipt> publish(String publisher, Alert alert);

  /** Puts a change on disk and on its way. Never blocks, never completes exceptionally. */
  CompletionStage<Receipt> publish(String publisher, Change change);

  /**
   * Begins delivery to a handler on a thread of its own, from the subscription's cursor.
   *
   * @throws IllegalStateException if a subscription of the same name is open
   */
  AutoCloseable subscribe(Subscription subscription, EntryHandler handler);

  /**
   * Entries after a number that pass a filter, oldest first, at most {@code limit}; reads at most
   * 10,000 entries.
   */
  List<BusEntry> read(long after, Filter filter, int limit);

  /** Number of the last entry on disk. */
  long head();

  List<SubscriberStat> stats();
}
