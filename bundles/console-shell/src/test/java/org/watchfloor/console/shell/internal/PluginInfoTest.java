package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.route.RouteInfo;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.signal.Severity;
import org.watchfloor.rtcc.api.rules.RuleInfo;

/** Everything of one plugin, whichever part of it is there. */
class PluginInfoTest {
  private final Fakes.MemoryRegistry registry = new Fakes.MemoryRegistry();
  private final PluginFakes.MemoryPlugins plugins = new PluginFakes.MemoryPlugins();
  private final PluginInfoCommand info = new PluginInfoCommand();

  @BeforeEach
  void fill() {
    registry.plugins = List.of(PluginFakes.report().plugin());
    registry.sources =
        List.of(
            new SourceInfo(
                "river~north",
                "river",
                SourceState.QUARANTINED,
                "hung 3 times",
                Fakes.NOON,
                false,
                3,
                1,
                Optional.of(Instant.EPOCH)));
    plugins.installed = List.of(PluginFakes.managed("1.0.0"));
    info.plugin = "river";
    info.registry = registry;
    info.plugins = plugins;
    info.reports = id -> Optional.of(PluginFakes.report());
  }

  @Test
  void aPersonSeesItAll() throws Exception {
    assertThat(run(info))
        .contains("river 1.0.0, running")
        .contains("Example Ltd", "trusted, CN=Example", "connects to config:broker")
        .contains("by ada", "0.9.0")
        .contains("3 of 8", "312 refused")
        .contains("flood", "more than 1000 signals a second", "312 signals refused")
        .contains("broker", "required", "Address of the broker.", "1 to 60")
        .contains("river~north", "quarantined", "hung 3 times");
  }

  @Test
  void aProgramGetsItAll() throws Exception {
    info.json = true;
    JsonNode node = Json.parse(run(info).getBytes(StandardCharsets.UTF_8));
    assertThat(node.at("/package/permissions/0/value").asText()).isEqualTo("config:broker");
    assertThat(node.at("/usage/refused").asLong()).isEqualTo(312);
    assertThat(node.at("/events/0/kind").asText()).isEqualTo("flood");
    assertThat(node.at("/form/fields/1/defaults/0").asText()).isEqualTo("10");
    assertThat(node.at("/sourceStates/0/state").asText()).isEqualTo("quarantined");
    assertThat(node.at("/previous/0").asText()).isEqualTo("0.9.0");
  }

  @Test
  void onePluginThatDoesNotRunIsStillShown() throws Exception {
    registry.plugins = List.of();
    plugins.installed =
        List.of(
            new ManagedPlugin(
                PluginFakes.content("1.0.0", PluginPackage.Signature.UNSIGNED),
                "deploy",
                Fakes.NOON,
                "ada",
                false,
                "no such class",
                List.of()));
    assertThat(run(info)).contains("not running", "no such class", "nothing kept");
    PluginListCommand list = new PluginListCommand();
    list.registry = registry;
    list.plugins = plugins;
    assertThat(run(list)).contains("no: no such class", "unsigned");
    list.json = true;
    assertThat(run(list))
        .contains("\"running\":false,\"trouble\":\"no such class\"")
        .contains("\"grade\":\"A\"");
  }

  @Test
  void withoutThePartThatInstallsTheRestIsShown() throws Exception {
    info.plugins = null;
    assertThat(run(info)).contains("core-plugins is not running", "312 refused");
  }

  @Test
  void aPluginThatIsNotThereIsNamed() {
    info.plugin = "lake";
    assertThatThrownBy(() -> run(info)).hasMessageContaining("no \"lake\"");
    info.registry = null;
    assertThatThrownBy(() -> run(info)).hasMessageContaining("core-runtime is not running");
  }

  @Test
  void routesOfAllContributorsAreOneList() throws Exception {
    RouteListCommand list = new RouteListCommand();
    assertThatThrownBy(() -> run(list)).hasMessageContaining("camel-routing is not running");
    list.contributors =
        List.of(
            () -> List.of(route("r2", "source x~y", RouteInfo.State.STARTED, "")),
            () -> List.of(route("r1", "a.yaml", RouteInfo.State.FAILED, "line 3, column 7")));
    assertThat(run(list)).contains("failed", "line 3, column 7", "source x~y");
    list.json = true;
    assertThat(run(list)).startsWith("[{\"id\":\"r1\",\"contributor\":\"a.yaml\"");
  }

  @Test
  void rulesShowWhatIsWrongWithThem() throws Exception {
    RuleListCommand list = new RuleListCommand();
    assertThatThrownBy(() -> run(list)).hasMessageContaining("rtcc-rules is not running");
    list.rules =
        () ->
            List.of(
                new RuleInfo(
                    "flood",
                    "Flood",
                    List.of("river"),
                    List.of("level >= 4"),
                    Optional.of(Severity.HIGH),
                    "when.level: is no number",
                    7,
                    Optional.of(Fakes.NOON)));
    assertThat(run(list)).contains("flood", "level >= 4", "high", "7", "when.level");
    list.json = true;
    assertThat(run(list))
        .startsWith("[{\"id\":\"flood\"")
        .contains("\"severity\":\"high\",\"fault\":\"when.level: is no number\",\"fired\":7");
  }

  private static RouteInfo route(
      String id, String contributor, RouteInfo.State state, String reason) {
    return new RouteInfo(id, contributor, "timer:x", state, reason, Fakes.NOON, 4, 1);
  }

  private static String run(RtccCommand command) throws Exception {
    return Fakes.run(command, "ada", "admin");
  }
}
