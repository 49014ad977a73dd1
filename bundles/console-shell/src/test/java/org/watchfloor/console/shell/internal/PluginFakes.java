package org.watchfloor.console.shell.internal;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.deadletter.DeadLetter;
import org.watchfloor.core.api.deadletter.DeadLetters;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Permission;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.Plugins;
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

/** What administers plugins, from memory. */
final class PluginFakes {
  private PluginFakes() {}

  static PluginPackage content(String version, PluginPackage.Signature signature) {
    return new PluginPackage(
        "river",
        version,
        "org.example.river",
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

  static ManagedPlugin managed(String version) {
    return new ManagedPlugin(
        content(version, PluginPackage.Signature.TRUSTED),
        "river.kar",
        Fakes.NOON,
        "ada",
        true,
        "",
        List.of("0.9.0"));
  }

  static PluginReport report() {
    return new PluginReport(
        new InstalledPlugin(
            PluginInfo.of("river", "River gauge", "Example Ltd", TrustGrade.A, Set.of()),
            "org.example.river",
            "1.0.0",
            1,
            "silver",
            false),
        Optional.of(
            new ConfigForm(
                "river",
                "River gauge",
                "",
                List.of(
                    new ConfigField(
                        "broker",
                        "Broker",
                        "Address of the broker.",
                        ConfigField.Type.TEXT,
                        false,
                        true,
                        List.of(),
                        "",
                        "",
                        List.of()),
                    new ConfigField(
                        "period",
                        "Period",
                        "",
                        ConfigField.Type.INTEGER,
                        false,
                        false,
                        List.of("10"),
                        "1",
                        "60",
                        List.of())))),
        new PluginReport.Usage(3, 8, 12.5, 1000, 4096, 312, 1),
        List.of(
            new PluginEvent(
                Fakes.NOON,
                "river~north",
                PluginEvent.Kind.FLOOD,
                "more than 1000 signals a second",
                "312 signals refused")));
  }

  static DeadLetter letter(long number, byte[] body) {
    return new DeadLetter(
        number,
        "river~north",
        Fakes.NOON,
        "application/json",
        Map.of("X-Vendor", "7"),
        body,
        body.length,
        "level",
        "is no number",
        Optional.empty());
  }

  /** Plans what the test set, and notes what is done. */
  static final class MemoryPlugins implements Plugins {
    final List<String> done = new ArrayList<>();
    final Map<String, Plan> plans = new LinkedHashMap<>();
    List<ManagedPlugin> installed = List.of();
    Plan.Operation operation = Plan.Operation.INSTALL;
    PluginPackage.Signature signature = PluginPackage.Signature.TRUSTED;
    Optional<String> refusal = Optional.empty();
    boolean breaks;

    @Override
    public List<ManagedPlugin> plugins() {
      return installed;
    }

    @Override
    public Optional<ManagedPlugin> plugin(String pluginId) {
      return installed.stream().filter(p -> p.content().pluginId().equals(pluginId)).findFirst();
    }

    @Override
    public Plan plan(InputStream content, String origin) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Plan plan(String address) throws PackageRefused {
      if (address.contains("corrupt")) {
        throw new PackageRefused("river.kar: is no zip archive");
      }
      return plan(operation);
    }

    Plan plan(Plan.Operation what) {
      String id = "p" + (plans.size() + 1);
      boolean install = what == Plan.Operation.INSTALL;
      boolean remove = what == Plan.Operation.REMOVE;
      Plan plan =
          new Plan(
              id,
              what,
              "river",
              install ? "" : "1.0.0",
              remove ? "" : "1.1.0",
              remove ? Optional.empty() : Optional.of(content("1.1.0", signature)),
              List.of("starts org.example.river 1.1.0"),
              refusal.isPresent() ? List.of("core-bus") : List.of(),
              List.of("river~north"),
              refusal,
              !remove && !signature.trusted(),
              Fakes.NOON);
      plans.put(id, plan);
      return plan;
    }

    @Override
    public Plan planRollback(String pluginId) {
      return plan(Plan.Operation.ROLLBACK);
    }

    @Override
    public Plan planRemove(String pluginId) {
      return plan(Plan.Operation.REMOVE);
    }

    @Override
    public List<Plan> waiting() {
      return List.copyOf(plans.values());
    }

    @Override
    public ManagedPlugin carryOut(String planId, boolean consent, String by) throws PackageRefused {
      if (breaks) {
        throw new PackageRefused("org.example.river does not start: no such class");
      }
      done.add(planId + " " + consent + " by " + by);
      plans.remove(planId);
      return managed("1.1.0");
    }

    @Override
    public boolean forget(String planId) {
      done.add("forget " + planId);
      return plans.remove(planId) != null;
    }
  }

  static final class MemoryForms implements SourceForms {
    Map<String, String> tested = Map.of();
    Map<String, String> faults = Map.of();
    boolean works = true;

    @Override
    public Optional<ConfigForm> form(String pluginId) {
      return pluginId.equals("river") ? report().form() : Optional.empty();
    }

    @Override
    public Map<String, String> faults(String pluginId, Map<String, String> values) {
      return faults;
    }

    @Override
    public CompletionStage<SourceTest> test(
        String pluginId, Map<String, String> values, Duration deadline) {
      tested = new TreeMap<>(values);
      return CompletableFuture.completedFuture(
          new SourceTest(
              works,
              works ? SourceState.ONLINE : SourceState.WAITING_AUTH,
              works ? "" : "password: refused",
              4,
              Map.of("broker", "mosquitto 2"),
              Duration.ofMillis(120)));
    }
  }

  static final class MemoryConfigurations implements SourceConfigurations {
    final Map<String, Map<String, String>> files = new HashMap<>();

    @Override
    public Optional<Map<String, String>> read(String sourceId) {
      return Optional.ofNullable(files.get(sourceId))
          .map(
              values -> {
                Map<String, String> shown = new TreeMap<>(values);
                shown.computeIfPresent("password", (key, value) -> KEPT);
                return shown;
              });
    }

    @Override
    public void write(String sourceId, Map<String, String> values) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(String sourceId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, String> complete(String sourceId, Map<String, String> values) {
      Map<String, String> whole = new TreeMap<>(values);
      whole.replaceAll((key, value) -> value.equals(KEPT) ? files.get(sourceId).get(key) : value);
      return whole;
    }
  }

  static final class MemoryLetters implements DeadLetters {
    final TreeMap<Long, DeadLetter> kept = new TreeMap<>();
    final List<String> replayed = new ArrayList<>();

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
      replayed.add(number + " by " + by);
      return CompletableFuture.completedFuture(
          get(number)
              .map(l -> new DeadLetter.Replay(Fakes.NOON, by, number % 2 == 0, "1 signal kept")));
    }
  }
}
