package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.testkit.core.MemoryBus;

/** The whole runtime without OSGi, with deadlines of fractions of a second. */
final class Bench implements AutoCloseable {
  static final Limits LIMITS =
      new Limits(
          Duration.ofMillis(400),
          Duration.ofMillis(1_000),
          Duration.ofMillis(500),
          Duration.ofMillis(150),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          3,
          Duration.ofMinutes(10),
          Duration.ofMillis(300),
          new Limits.Budget(10, 200, 400, 85));

  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Schema.Key(".secret", true, List.of(), value -> Optional.empty()),
              new Schema.Key(
                  "port",
                  false,
                  List.of(),
                  value -> value.length() > 5 ? Optional.of("above 65535") : Optional.empty()),
              new Schema.Key(
                  "tags", false, List.of("a", "b", "c", "x", "y,z"), value -> Optional.empty()),
              new Schema.Key("mode", false, List.of("fast", "slow"), value -> Optional.empty())));

  final Map<String, String> environment = new HashMap<>();
  final Platform platform;
  final Sources sources;
  final FakeTransport transport = new FakeTransport();
  final FakeIngest ingest = new FakeIngest();
  final FakeMedia media = new FakeMedia();
  final MemoryBus bus = new MemoryBus();

  Bench() {
    this(Ownership.alone());
  }

  Bench(Ownership ownership) {
    Path states = Path.of("target", "states-" + UUID.randomUUID());
    platform =
        new Platform(
            LIMITS,
            Clock.systemUTC(),
            new ConfigReader(new Placeholders(environment::get)),
            new StateFiles(states, Copies.of(ownership)),
            ownership);
    sources = new Sources(platform);
    platform.ingest().came(ingest);
    platform.media().came(media);
    platform.announcer().came(bus);
    sources.came(transport);
  }

  Plugin install(Object service) {
    return install(service, "1.0.0");
  }

  Plugin install(Object service, String version) {
    try {
      Plugin plugin =
          Plugin.of(
              service,
              new Plugin.Origin("test.bundle", version, "silver", false, Optional.empty()),
              pid -> SCHEMA,
              LIMITS.call(),
              platform.timer());
      sources.came(plugin);
      return plugin;
    } catch (PluginFault e) {
      throw new AssertionError(e);
    }
  }

  void configure(String sourceId, Object... keysAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    String pluginId = sourceId.substring(0, sourceId.indexOf('~'));
    sources.configured(new SourceConfig(sourceId, pluginId, values, Optional.empty()));
  }

  /** Kinds of the changes that were announced of a source, in order. */
  List<String> kindsOf(String sourceId) {
    return bus.changes().stream()
        .filter(change -> change.subject().equals(sourceId))
        .map(Change::kind)
        .toList();
  }

  SourceInfo info(String sourceId) {
    return sources.source(sourceId).orElseThrow();
  }

  SourceInfo awaitState(String sourceId, SourceState state) {
    await(
        () -> sources.source(sourceId).map(s -> s.state() == state).orElse(false),
        () -> state + " instead of " + sources.source(sourceId));
    return info(sourceId);
  }

  static void await(Callable<Boolean> condition, Callable<String> what) {
    try {
      long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not in time: " + what.call());
        }
        LockSupport.parkNanos(2_000_000);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Closes everything; no thread of the runtime may be left. */
  @Override
  public void close() {
    sources.close();
    platform.close();
    await(() -> threads().isEmpty(), () -> "threads left: " + threads());
    assertThat(transport.open).isEmpty();
  }

  /** For what must not be called. */
  static <T> T never() {
    throw new AssertionError("is called");
  }

  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("watchfloor-"))
        .sorted()
        .toList();
  }
}
