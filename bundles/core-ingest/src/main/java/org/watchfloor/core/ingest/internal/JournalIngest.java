package org.watchfloor.core.ingest.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** Checks a signal, and gives its receipt when the journal has it on disk. Thread-safe. */
@Component(service = Ingest.class)
public final class JournalIngest implements Ingest {
  /**
   * A device clock may run ahead; further ahead the time is wrong and would spoil every search by
   * time.
   */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(10);

  private static final int MAX_PAYLOAD_BYTES = 256 << 10;
  private static final Pattern SOURCE_ID =
      Pattern.compile("[a-z][a-z0-9-]{0,63}~[A-Za-z0-9._:-]{1,63}");

  private final Journal journal;
  private final Clock clock;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder overloaded = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder unavailable = new LongAdder();

  @Activate
  public JournalIngest(@Reference Journal journal) {
    this(journal, Clock.systemUTC());
  }

  JournalIngest(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
    if (!SOURCE_ID.matcher(sourceId).matches()) {
      return refused("sourceId: \"" + sourceId + "\" is not <plugin id>~<name>");
    }
    if (signal.occurredAt().isAfter(clock.instant().plus(MAX_AHEAD))) {
      return refused(
          "occurredAt: "
              + signal.occurredAt()
              + " lies more than 10 minutes in the future; check the device's clock and time zone");
    }
    if (signal.kind().equals(Kind.DEVICE_HEARTBEAT)) {
      // a sign of life is the source's state, not an event that anybody searches for
      accepted.increment();
      return CompletableFuture.completedStage(Receipt.accepted(0));
    }
    byte[] payload = Json.bytes(SignalJson.write(signal));
    if (payload.length > MAX_PAYLOAD_BYTES) {
      return refused("signal: " + payload.length + " bytes as JSON, at most " + MAX_PAYLOAD_BYTES);
    }
    Draft draft = new Draft(EntryType.SIGNAL, sourceId, signal.vendorKey(), payload);
    return journal.append(draft).thenApply(this::receipt);
  }

  private Receipt receipt(Appended appended) {
    switch (appended.outcome()) {
      case WRITTEN -> {
        accepted.increment();
        return Receipt.accepted(appended.position());
      }
      case DUPLICATE -> {
        duplicates.increment();
        return Receipt.duplicate(appended.position());
      }
      case OVERLOADED -> {
        overloaded.increment();
        return Receipt.refused(Receipt.Status.OVERLOADED, appended.reason());
      }
      default -> {
        unavailable.increment();
        return Receipt.refused(Receipt.Status.UNAVAILABLE, appended.reason());
      }
    }
  }

  private CompletionStage<Receipt> refused(String reason) {
    rejected.increment();
    return CompletableFuture.completedStage(Receipt.refused(Receipt.Status.REJECTED, reason));
  }

  @Override
  public IngestStat stat() {
    return new IngestStat(
        accepted.sum(), duplicates.sum(), overloaded.sum(), rejected.sum(), unavailable.sum());
  }
}
