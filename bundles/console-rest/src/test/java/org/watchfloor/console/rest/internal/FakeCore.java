package org.watchfloor.console.rest.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.watchfloor.core.api.audit.Audit;
import org.watchfloor.core.api.audit.AuditEntry;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.core.api.health.Health;
import org.watchfloor.core.api.health.HealthResult;
import org.watchfloor.core.api.ingest.Ingest;
import org.watchfloor.core.api.ingest.IngestStat;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Receipt;

/** The core's services from memory. */
final class FakeCore {
  private FakeCore() {}

  static final class FakeAudit implements Audit {
    final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(AuditRecord record) {
      entries.add(new AuditEntry(entries.size() + 1L, Instant.EPOCH, record, "00"));
    }

    List<String> actions() {
      return entries.stream().map(e -> e.record().action() + " " + e.record().object()).toList();
    }

    @Override
    public List<AuditEntry> read(long after, int limit) {
      return entries.stream().filter(e -> e.number() > after).limit(limit).toList();
    }

    @Override
    public long head() {
      return entries.size();
    }

    @Override
    public Optional<String> verify() {
      return Optional.empty();
    }
  }

  static final class FakeIngest implements Ingest {
    final List<String> submitted = new CopyOnWriteArrayList<>();
    volatile BiFunction<Integer, Signal, CompletionStage<Receipt>> answer =
        (n, signal) -> CompletableFuture.completedStage(Receipt.accepted(n));

    @Override
    public CompletionStage<Receipt> submit(String sourceId, Signal signal) {
      submitted.add(sourceId + " " + signal.vendorKey());
      return answer.apply(submitted.size(), signal);
    }

    @Override
    public IngestStat stat() {
      return new IngestStat(0, 0, 0, 0, 0);
    }
  }

  static final class FakeHealth implements Health {
    volatile boolean ready = true;

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public Map<String, HealthResult> results() {
      return Map.of("journal", ready ? HealthResult.OK : HealthResult.critical("disk is full"));
    }

    @Override
    public String metrics() {
      return "watchfloor_ready 1\n";
    }
  }

  static final class FakeMedia implements MediaStore {
    final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    @Override
    public MediaRef keep(Media media) {
      kept.put(media.ref().sha256(), media.toByteArray());
      return media.ref();
    }

    @Override
    public Optional<InputStream> open(String sha256) {
      return Optional.ofNullable(kept.get(sha256)).map(ByteArrayInputStream::new);
    }
  }

  static final class FakeSources implements SourceRegistry {
    final List<String> restarted = new ArrayList<>();
    volatile List<KindDescriptor> kinds =
        List.of(
            new KindDescriptor(Kind.PLATE_READ, "Plate read", Severity.INFO, "plate", "{}"),
            new KindDescriptor(new Kind("x.broken"), "Broken", Severity.INFO, "generic", "{oops"));
    volatile boolean quarantined;

    @Override
    public List<InstalledPlugin> plugins() {
      PluginInfo info =
          PluginInfo.of("camera-mjpeg", "MJPEG", "Watchfloor", TrustGrade.A, java.util.Set.of());
      return List.of(
          new InstalledPlugin(
              info, "org.watchfloor.plugin-camera-mjpeg", "0.1.0", 1, "bronze", false));
    }

    @Override
    public List<SourceInfo> sources() {
      return List.of(
          new SourceInfo(
              "camera-mjpeg~c1",
              "camera-mjpeg",
              quarantined ? SourceState.QUARANTINED : SourceState.WAITING_AUTH,
              "password",
              Instant.EPOCH,
              true,
              3,
              1,
              Optional.empty()));
    }

    @Override
    public Optional<SourceInfo> source(String sourceId) {
      return sources().stream().filter(source -> source.id().equals(sourceId)).findFirst();
    }

    @Override
    public List<KindDescriptor> kinds() {
      return kinds;
    }

    @Override
    public CompletionStage<Picture> snapshot(String sourceId, Duration deadline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AutoCloseable watch(
        String sourceId, Consumer<Picture> onPicture, Consumer<String> onEnd) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean restart(String sourceId) {
      return restarted.add(sourceId);
    }
  }
}
