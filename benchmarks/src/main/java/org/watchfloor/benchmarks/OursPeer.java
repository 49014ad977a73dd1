package org.watchfloor.benchmarks;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.bus.Subscription;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;

/**
 * The center's own journal and bus: a signal is written as JSON, its key is kept against
 * duplicates, and every subscriber gets it decoded and moves a durable cursor.
 */
final class OursPeer implements Peer {
  private final Journal journal;
  private final AlertBus bus;
  private final String filler;

  OursPeer(Path folder, Deliveries deliveries) throws Exception {
    journal = Ours.journal(folder);
    bus = Ours.bus(journal);
    filler = "x".repeat(Payload.BYTES - Json.bytes(SignalJson.write(signal(1_000_000, ""))).length);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      bus.subscribe(
          Subscription.durable("subscriber-" + i, Filter.of(EntryType.SIGNAL)),
          entries -> {
            for (BusEntry entry : entries) {
              String key = ((SignalEntry) entry).signal().vendorKey();
              deliveries.delivered(Integer.parseInt(key));
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
    journal.append(
        new Draft(EntryType.SIGNAL, "signal-feed~bench", String.valueOf(number), payload));
  }

  /** Entries in one synced write, on average. */
  double groupSize() {
    return (double) journal.stat().written() / Math.max(1, journal.stat().groups());
  }

  @Override
  public void close() throws Exception {
    Ours.close(bus);
    Ours.close(journal);
  }
}
