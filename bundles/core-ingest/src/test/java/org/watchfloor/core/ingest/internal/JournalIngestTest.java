package org.watchfloor.core.ingest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.journal.Appended;
import org.watchfloor.core.api.journal.Draft;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.journal.JournalStat;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.SignalJson;
import org.watchfloor.plugin.api.signal.Fields;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

class JournalIngestTest {
  private static final Instant NOW = Instant.parse("2026-11-24T14:05:09Z");

  private final OneAnswer journal = new OneAnswer();
  private final JournalIngest ingest = new JournalIngest(journal, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void theReceiptIsTheJournals() {
    Signal signal = signal(NOW);
    assertThat(submit("a~b", signal)).isEqualTo(Receipt.accepted(7));
    journal.answer = new Appended(Appended.Outcome.DUPLICATE, 3, "");
    assertThat(submit("a~b", signal).onDisk()).isTrue();
    journal.answer = new Appended(Appended.Outcome.OVERLOADED, 0, "full");
    assertThat(submit("a~b", signal)).isEqualTo(Receipt.refused(Receipt.Status.OVERLOADED, "full"));
    journal.answer = new Appended(Appended.Outcome.UNAVAILABLE, 0, "disk full");
    assertThat(submit("a~b", signal).status()).isEqualTo(Receipt.Status.UNAVAILABLE);
    assertThat(ingest.stat())
        .hasToString(
            "IngestStat[accepted=1, duplicates=1, overloaded=1, rejected=0, unavailable=1]");
  }

  @Test
  void theJournalGetsTheDocumentedJsonUnderTheVendorsKey() throws Exception {
    Signal signal = signal(NOW);
    submit("plate-openalpr~north", signal);
    Draft draft = journal.drafts.get(0);
    assertThat(draft.stream()).isEqualTo("plate-openalpr~north");
    assertThat(draft.duplicateKey()).isEqualTo("key-1");
    assertThat(SignalJson.read(Json.parse(draft.payload()))).isEqualTo(signal);
  }

  @Test
  void aTimeInTheFutureIsRefusedByName() {
    Receipt receipt = submit("a~b", signal(NOW.plusSeconds(601)));
    assertThat(receipt.status()).isEqualTo(Receipt.Status.REJECTED);
    assertThat(receipt.reason()).startsWith("occurredAt:");
    assertThat(submit("a~b", signal(NOW.plusSeconds(599))).onDisk()).isTrue();
  }

  @Test
  void aHeartbeatIsTakenAndNotJournaled() {
    Signal beat = Signal.of(Kind.DEVICE_HEARTBEAT, "h", NOW).build();
    assertThat(submit("a~b", beat).onDisk()).isTrue();
    assertThat(journal.drafts).isEmpty();
  }

  @Test
  void aSourceWithoutANameIsRefused() {
    assertThat(submit("nobody", signal(NOW)).status()).isEqualTo(Receipt.Status.REJECTED);
  }

  @Test
  void aSignalThatIsTooLargeIsRefused() {
    Map<String, Object> fields = new java.util.HashMap<>();
    for (int i = 0; i < 100; i++) {
      fields.put("field" + i, "x".repeat(4_000));
    }
    Signal large = Signal.of(new Kind("a.b"), "key", NOW).detail(new Fields(fields)).build();
    assertThat(submit("a~b", large).reason()).contains("bytes as JSON");
  }

  private Receipt submit(String source, Signal signal) {
    return ingest.submit(source, signal).toCompletableFuture().join();
  }

  private static Signal signal(Instant at) {
    return Signal.of(new Kind("test.ingest"), "key-1", at).build();
  }

  /** A journal that takes everything and gives one answer. */
  private static final class OneAnswer implements Journal {
    final List<Draft> drafts = new ArrayList<>();
    Appended answer = new Appended(Appended.Outcome.WRITTEN, 7, "");

    @Override
    public CompletionStage<Appended> append(Draft draft) {
      drafts.add(draft);
      return CompletableFuture.completedStage(answer);
    }

    @Override
    public List<JournalEntry> read(long after, int maxEntries, long maxBytes) {
      return List.of();
    }

    @Override
    public long head() {
      return 0;
    }

    @Override
    public long first() {
      return 0;
    }

    @Override
    public long positionAt(Instant time) {
      return 1;
    }

    @Override
    public OptionalLong cursor(String name) {
      return OptionalLong.empty();
    }

    @Override
    public void moveCursor(String name, long position) {}

    @Override
    public void forgetCursor(String name) {}

    @Override
    public Map<String, Long> cursors() {
      return Map.of();
    }

    @Override
    public AutoCloseable onWritten(LongConsumer listener) {
      return () -> {};
    }

    @Override
    public JournalStat stat() {
      return new JournalStat(0, 0, 0, 0, 0, 0);
    }
  }
}
