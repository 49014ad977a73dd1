package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.bus.SubscriberStat;
import org.watchfloor.core.api.runtime.InstalledPlugin;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.plugin.Capability;
import org.watchfloor.plugin.api.plugin.PluginInfo;
import org.watchfloor.plugin.api.plugin.TrustGrade;

/** The JSON is a contract: programs read it. */
class ListCommandsTest {
  private final Fakes.MemoryRegistry registry = new Fakes.MemoryRegistry();
  private final Fakes.MemoryBus bus = new Fakes.MemoryBus();

  @Test
  void sourcesAsJsonAreSortedAndNameTheReason() throws Exception {
    SourceListCommand command = new SourceListCommand();
    command.registry = registry;
    registry.sources =
        List.of(
            source("plate-openalpr~north", SourceState.ONLINE, ""),
            source("plate-openalpr~broken", SourceState.WAITING_CONFIG, "latitude: is no number"));
    command.json = true;

    assertThat(Fakes.run(command, "vera", "viewer"))
        .isEqualToIgnoringNewLines(
            "[{\"id\":\"plate-openalpr~broken\",\"plugin\":\"plate-openalpr\","
                + "\"state\":\"waiting-config\",\"reason\":\"latitude: is no number\","
                + "\"since\":\"2026-11-24T12:00:00Z\",\"camera\":false,\"signals\":3,"
                + "\"malformed\":1,\"lastSignalAt\":\"2026-11-24T12:00:00Z\"},"
                + "{\"id\":\"plate-openalpr~north\",\"plugin\":\"plate-openalpr\","
                + "\"state\":\"online\",\"reason\":\"\",\"since\":\"2026-11-24T12:00:00Z\","
                + "\"camera\":false,\"signals\":3,\"malformed\":1,"
                + "\"lastSignalAt\":\"2026-11-24T12:00:00Z\"}]");
    command.json = false;
    assertThat(Fakes.run(command, "vera", "viewer"))
        .contains("waiting-config")
        .contains("latitude: is no number");
  }

  @Test
  void pluginsShowTheirGradeAndWhatItMeans() throws Exception {
    PluginListCommand command = new PluginListCommand();
    command.registry = registry;
    registry.plugins =
        List.of(
            new InstalledPlugin(
                PluginInfo.of(
                    "plate-x", "Plates", "X Inc", TrustGrade.C, Set.of(Capability.values()[0])),
                "org.x.plate",
                "1.2.0",
                2,
                "silver",
                false));
    assertThat(Fakes.run(command, "vera", "viewer"))
        .contains("plate-x")
        .contains(TrustGrade.C.meaning());
    command.json = true;
    assertThat(Fakes.run(command, "vera", "viewer"))
        .startsWith(
            "[{\"id\":\"plate-x\",\"name\":\"Plates\",\"vendor\":\"X Inc\",\"grade\":\"C\","
                + "\"meaning\":\"generic adapter, profile unverified\","
                + "\"bundle\":\"org.x.plate\",\"version\":\"1.2.0\",\"sources\":2,"
                + "\"capabilities\":[");
  }

  @Test
  void theBusShowsWhoIsBehind() throws Exception {
    BusStatCommand command = new BusStatCommand();
    command.bus = bus;
    bus.add(Fakes.alert(1));
    bus.stats = List.of(new SubscriberStat("rtcc-incidents", true, 0, 4, 1, 250, 0, 2, "boom"));
    assertThat(Fakes.run(command, "vera", "viewer")).contains("rtcc-incidents").contains("boom");
    command.json = true;
    assertThat(Fakes.run(command, "vera", "viewer"))
        .isEqualToIgnoringNewLines(
            "{\"head\":1,\"subscribers\":[{\"name\":\"rtcc-incidents\",\"durable\":true,"
                + "\"cursor\":0,\"delivered\":4,\"lag\":1,\"oldestMillis\":250,\"dropped\":0,"
                + "\"failures\":2,\"lastFailure\":\"boom\",\"waits\":\"\"}]}");
    command.json = false;
    bus.stats =
        List.of(new SubscriberStat("rtcc-rules", true, 0, 0, 1, 0, 0, 0, "", "runs on node b"));
    assertThat(Fakes.run(command, "vera", "viewer")).contains("runs on node b");
  }

  @Test
  void aPartThatIsMissingIsNamed() {
    assertThatThrownBy(() -> Fakes.run(new SourceListCommand(), "vera"))
        .hasMessageContaining("core-runtime is not running");
    assertThatThrownBy(() -> Fakes.run(new PluginListCommand(), "vera"))
        .hasMessageContaining("core-runtime is not running");
    assertThatThrownBy(() -> Fakes.run(new BusStatCommand(), "vera"))
        .hasMessageContaining("core-bus is not running");
    assertThatThrownBy(() -> Fakes.run(new HotListImportCommand(), "vera"))
        .hasMessageContaining("rtcc-plates is not running");
    assertThatThrownBy(() -> Fakes.run(new AuditVerifyCommand(), "vera"))
        .hasMessageContaining("core-audit is not running");
  }

  private static SourceInfo source(String id, SourceState state, String reason) {
    return new SourceInfo(
        id, "plate-openalpr", state, reason, Fakes.NOON, false, 3, 1, Optional.of(Fakes.NOON));
  }
}
