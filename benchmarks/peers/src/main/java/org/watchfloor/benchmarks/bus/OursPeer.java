package org.watchfloor.benchmarks.bus;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.watchfloor.benchmarks.Ours;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;

/**
 * The center's own journal and bus: a signal is written as JSON, its key is kept against
 * duplicates, and every subscriber gets it decoded and moves a durable cursor. A signal that the
 * full queue refuses is offered again; any other answer than that it was written fails the row.
 */
final class OursPeer implements Peer {
  private static final long AGAIN_NANOS = 100_000;

  private final Journal journal;
  private final Deliveries deliveries;
  private final String filler;
  private final AtomicLong refused = new AtomicLong();
  private JournalStat before;

  OursPeer(Path folder, Deliveries deliveries, Closers closers) throws Exception {
    this.deliveries = deliveries;
    journal = Ours.journal(folder);
    closers.add(() -> Ours.close(journal));
    before = journal.stat();
    AlertBus bus = Ours.bus(journal);
    closers.add(() -> Ours.close(bus));
    filler = "x".repeat(Payload.BYTES - Json.bytes(SignalJson.write(signal(1_000_000, ""))).length);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      int subscriber = i;
      bus.subscribe(
          Subscription.durable("subscriber-" + i, Filter.of(EntryType.SIGNAL)),
          entries -> {
            for (BusEntry entry : entries) {
              String key = ((SignalEntry) entry).signal().vendorKey();
              deliveries.delivered(subscriber, Integer.parseInt(key));
            }
          });
    }
  }

  private static Signal signal(int number, String filler) {
    return Signal.of(new Kind("river.level"), String.valueOf(number), Instant.EPOCH)
        .device("gauge-7")
        .detail(new Fields(Map.of("metres", 3.2, "note", filler)))
        .build();
  }

  @Override
  public String name() {
    return "Watchfloor: core-journal and core-bus";
  }

  @Override
  public void publish(int number) {
    byte[] payload = Json.bytes(SignalJson.write(signal(number, filler)));
    Draft draft = new Draft(EntryType.SIGNAL, "signal-feed~bench", String.valueOf(number), payload);
    while (!taken(number, journal.append(draft).toCompletableFuture())) {
      refused.incrementAndGet();
      LockSupport.parkNanos(AGAIN_NANOS);
    }
  }

  /**
   * False if the queue was full, which the journal says at once; then nothing that came later has
   * overtaken this one.
   */
  private boolean taken(int number, CompletableFuture<Appended> answer) {
    if (answer.isDone()
        && !answer.isCompletedExceptionally()
        && answer.join().outcome() == Appended.Outcome.OVERLOADED) {
      return false;
    }
    answer.whenComplete(
        (appended, fault) -> {
          if (fault != null) {
            deliveries.failed(fault);
          } else if (appended.outcome() != Appended.Outcome.WRITTEN) {
            deliveries.failed(new IllegalStateException("append of " + number + ": " + appended));
          }
        });
    return true;
  }

  @Override
  public void measureGroups() {
    before = journal.stat();
  }

  @Override
  public double groupSize() {
    JournalStat now = journal.stat();
    return (double) (now.written() - before.written()) / (now.groups() - before.groups());
  }

  @Override
  public long refused() {
    return refused.get();
  }
}
