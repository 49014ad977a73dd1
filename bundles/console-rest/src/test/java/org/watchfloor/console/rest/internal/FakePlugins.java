package org.watchfloor.console.rest.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.watchfloor.core.api.config.ConfigurationRefused;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.Plugins;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.route.Routes;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.PluginReport;
import org.watchfloor.core.api.runtime.SourceForms;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.core.api.runtime.SourceTest;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;

/** What administers plugins, from memory: a river gauge that waits, beside the camera that runs. */
final class FakePlugins {
  private FakePlugins() {}

  static PluginPackage content(String id, String version, PluginPackage.Signature signature) {
    return new PluginPackage(
        id,
        version,
        "org.example." + id,
        "River gauge",
        "Example Ltd",
        signature,
        signature.trusted() ? "CN=Example" : "",
        "A",
        "silver",
        false,
        "1.2.0",
        List.of(new Permission(Permission.Kind.CONNECT, "config:broker", "reads the gauges")),
        "ab".repeat(32));
  }

  static ManagedPlugin managed(String id, String version) {
    return new ManagedPlugin(
        content(id, version, PluginPackage.Signature.TRUSTED),
        id + ".kar",
        Instant.EPOCH,
        "ada",
        true,
        "",
        List.of("0.0.9"));
  }

  static ConfigForm form() {
    ConfigField broker =
        new ConfigField(
            "broker",
            "Broker",
            "Its address.",
            ConfigField.Type.TEXT,
            false,
            true,
            List.of(),
            "",
            "",
            List.of(new ConfigField.Option("localhost", "This machine")));
    return new ConfigForm("river", "River gauge", "", List.of(broker));
  }

  static Optional<PluginReport> report(String pluginId) {
    PluginInfo info = PluginInfo.of(pluginId, "MJPEG", "Watchfloor", TrustGrade.A, Set.of());
    return Optional.of(
        new PluginReport(
            new InstalledPlugin(info, "org.x", "0.1.0", 1, "bronze", false),
            Optional.of(form()),
            new PluginReport.Usage(3, 8, 12.5, 1000, 4096, 312, 1),
            List.of(
                new PluginEvent(
                    Instant.EPOCH, "", PluginEvent.Kind.FLOOD, "too many", "312 refused"))));
  }

  static List<Routes> routes() {
    return List.of(
        () -> List.of(route("r2", "source x~y", RouteInfo.State.STARTED, "")),
        () -> List.of(route("r1", "a.yaml", RouteInfo.State.FAILED, "line 3, column 7")));
  }

  private static RouteInfo route(
      String id, String contributor, RouteInfo.State state, String reason) {
    return new RouteInfo(id, contributor, "timer:x", state, reason, Instant.EPOCH, 4, 1);
  }

  static final class Packages implements Plugins {
    final List<String> done = new CopyOnWriteArrayList<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    volatile PluginPackage.Signature signature = PluginPackage.Signature.TRUSTED;
    volatile Optional<String> refusal = Optional.empty();
    volatile String from = "";
    volatile String breaks = "";
    volatile boolean gone;

    @Override
    public List<ManagedPlugin> plugins() {
      return List.of(managed("camera-mjpeg", "0.1.0"), managed("lake", "2.0.0"));
    }

    @Override
    public Optional<ManagedPlugin> plugin(String pluginId) {
      return plugins().stream().filter(p -> p.content().pluginId().equals(pluginId)).findFirst();
    }

    @Override
    public Plan plan(InputStream content, String origin) throws PackageRefused {
      try {
        byte[] bytes = content.readAllBytes();
        if (bytes[0] != 'P' || bytes[1] != 'K') {
          throw new PackageRefused(origin + ": is no zip archive");
        }
        received.add(origin + " " + bytes.length + " " + java.util.Arrays.hashCode(bytes));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return plan(Plan.Operation.INSTALL, "river");
    }

    @Override
    public Plan plan(String address) throws PackageRefused {
      if (!address.startsWith("/")) {
        throw new PackageRefused("address: is neither mvn:, file:, a path nor shipped");
      }
      return plan(Plan.Operation.INSTALL, "river");
    }

    private Plan plan(Plan.Operation operation, String id) {
      boolean remove = operation == Plan.Operation.REMOVE;
      return new Plan(
          "p1",
          operation,
          id,
          from,
          remove ? "" : "1.0.0",
          remove ? Optional.empty() : Optional.of(content(id, "1.0.0", signature)),
          List.of("starts org.example." + id),
          List.of(),
          List.of(id + "~north"),
          refusal,
          !remove && !signature.trusted(),
          Instant.EPOCH);
    }

    @Override
    public Plan planRollback(String pluginId) {
      return plan(Plan.Operation.ROLLBACK, pluginId);
    }

    @Override
    public Plan planRemove(String pluginId) {
      return plan(Plan.Operation.REMOVE, pluginId);
    }

    @Override
    public List<Plan> waiting() {
      return gone ? List.of() : List.of(plan(Plan.Operation.INSTALL, "river"));
    }

    @Override
    public ManagedPlugin carryOut(String planId, boolean consent, String by) throws PackageRefused {
      if (!breaks.isEmpty()) {
        throw new PackageRefused(breaks);
      }
      done.add(planId + " " + consent + " by " + by);
      return managed("river", "1.0.0");
    }

    @Override
    public boolean forget(String planId) {
      return done.add("forget " + planId);
    }
  }

  static final class Forms implements SourceForms {
    volatile Map<String, String> tested = Map.of();
    volatile CompletableFuture<SourceTest> result =
        CompletableFuture.completedFuture(
            new SourceTest(
                true,
                SourceState.ONLINE,
                "",
                4,
                Map.of("broker", "mosquitto 2"),
                Duration.ofMillis(120)));

    @Override
    public Optional<ConfigForm> form(String pluginId) {
      return pluginId.equals("river") ? Optional.of(FakePlugins.form()) : Optional.empty();
    }

    @Override
    public Map<String, String> faults(String pluginId, Map<String, String> values) {
      return values.getOrDefault("period", "1").equals("0")
          ? Map.of("period", "is not from 1 to 60")
          : Map.of();
    }

    @Override
    public CompletionStage<SourceTest> test(
        String pluginId, Map<String, String> values, Duration deadline) {
      tested = new TreeMap<>(values);
      return result;
    }
  }

  static final class Files implements SourceConfigurations {
    final Map<String, Map<String, String>> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Map<String, String>> read(String sourceId) {
      return Optional.ofNullable(kept.get(sourceId))
          .map(
              values -> {
                Map<String, String> shown = new TreeMap<>(values);
                shown.computeIfPresent("password", (key, value) -> KEPT);
                return shown;
              });
    }

    @Override
    public void write(String sourceId, Map<String, String> values) throws ConfigurationRefused {
      if (values.getOrDefault("period", "1").equals("0")) {
        throw new ConfigurationRefused(
            Map.of("period", "is not from 1 to 60", "broker", "is required"));
      }
      kept.put(sourceId, complete(sourceId, values));
    }

    @Override
    public boolean remove(String sourceId) {
      return kept.remove(sourceId) != null;
    }

    @Override
    public Map<String, String> complete(String sourceId, Map<String, String> values) {
      Map<String, String> whole = new TreeMap<>(values);
      Map<String, String> before = kept.getOrDefault(sourceId, Map.of());
      whole.replaceAll((key, value) -> value.equals(KEPT) ? before.getOrDefault(key, "") : value);
      return whole;
    }
  }

  static final class Letters implements DeadLetters {
    final ConcurrentSkipListMap<Long, DeadLetter> kept = new ConcurrentSkipListMap<>();

    Letters() {
      for (long number = 1; number <= 3; number++) {
        byte[] body = ("{\"level\":\"high " + number + "\"}").getBytes(StandardCharsets.UTF_8);
        keep(
            new DeadLetter(
                number,
                "river~north",
                Instant.EPOCH,
                "application/json",
                Map.of("X-Vendor", "7"),
                body,
                body.length,
                "level",
                "is no number",
                Optional.empty()));
      }
    }

    @Override
    public void keep(DeadLetter letter) {
      kept.put(letter.number(), letter);
    }

    @Override
    public List<DeadLetter> list(String sourceId, long before, int limit) {
      return kept.descendingMap().values().stream()
          .filter(l -> sourceId.isEmpty() || l.sourceId().equals(sourceId))
          .filter(l -> before == 0 || l.number() < before)
          .limit(limit)
          .toList();
    }

    @Override
    public Optional<DeadLetter> get(long number) {
      return Optional.ofNullable(kept.get(number));
    }

    @Override
    public boolean remove(long number) {
      return kept.remove(number) != null;
    }

    @Override
    public CompletionStage<Optional<DeadLetter.Replay>> replay(long number, String by) {
      return CompletableFuture.supplyAsync(
          () ->
              get(number)
                  .map(l -> new DeadLetter.Replay(Instant.EPOCH, by, true, "1 signal kept")));
    }
  }
}
