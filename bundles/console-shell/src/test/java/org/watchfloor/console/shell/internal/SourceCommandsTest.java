package org.watchfloor.console.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.config.SourceConfigurations;
import org.watchfloor.core.api.runtime.SourceInfo;
import org.watchfloor.core.api.runtime.SourceState;

/** One source: looked at, tried, released. */
class SourceCommandsTest {
  private final Fakes.MemoryRegistry registry = new Fakes.MemoryRegistry();
  private final Fakes.MemoryAudit audit = new Fakes.MemoryAudit();
  private final PluginFakes.MemoryForms forms = new PluginFakes.MemoryForms();
  private final PluginFakes.MemoryConfigurations files = new PluginFakes.MemoryConfigurations();
  private final SourceTestCommand test = new SourceTestCommand();

  @BeforeEach
  void fill() {
    state(SourceState.QUARANTINED);
    files.files.put("river~north", Map.of("broker", "localhost", "password", "hunter2hunter2"));
    test.source = "river~north";
    test.forms = forms;
    test.configurations = files;
    test.audit = audit;
  }

  @Test
  void aSourceIsShownWithoutItsPassword() throws Exception {
    SourceInfoCommand info = new SourceInfoCommand();
    info.source = "river~north";
    info.registry = registry;
    info.configurations = files;
    info.audit = audit;
    assertThat(run(info))
        .contains("quarantined", "broker = localhost", "password = " + SourceConfigurations.KEPT)
        .doesNotContain("hunter2");
    info.json = true;
    assertThat(run(info)).contains("\"configuration\":{\"broker\":\"localhost\"");
    assertThat(actions()).containsOnly("source-configuration.view river~north");
    info.source = "river~south";
    assertThatThrownBy(() -> run(info)).hasMessageContaining("no \"river~south\"");
  }

  @Test
  void aSourceIsTriedWithItsFileAndWhatIsGivenInstead() throws Exception {
    test.values = List.of("broker=10.0.0.7", "expression=a=b");
    assertThat(run(test)).contains("river~north works.", "4, thrown away", "mosquitto 2");
    assertThat(forms.tested)
        .containsEntry("broker", "10.0.0.7")
        .containsEntry("expression", "a=b")
        .containsEntry("password", "hunter2hunter2");
    test.json = true;
    assertThat(run(test)).startsWith("{\"works\":true,\"state\":\"online\"");
    assertThat(actions()).containsOnly("source.test river~north");
  }

  @Test
  void whatDoesNotWorkIsAFailureWithTheReason() {
    forms.works = false;
    assertThatThrownBy(() -> run(test)).hasMessageContaining("password: refused");
    forms.faults = Map.of("period", "is not from 1 to 60", "broker", "is required");
    forms.tested = Map.of();
    assertThatThrownBy(() -> run(test)).hasMessageStartingWith("values: broker, period cannot");
    assertThat(forms.tested).as("is not opened with wrong values").isEmpty();
  }

  @Test
  void whatCannotBeTriedIsSaid() {
    test.values = List.of("hunter2");
    assertThatThrownBy(() -> run(test))
        .hasMessageContaining("key=value")
        .message()
        .doesNotContain("hunter2");
    test.values = null;
    test.source = "river~south";
    assertThatThrownBy(() -> run(test)).hasMessageContaining("no configuration of river~south");
    test.source = "river";
    assertThatThrownBy(() -> run(test)).hasMessageContaining("<plugin id>~<name>");
    test.source = "lake~north";
    assertThatThrownBy(() -> run(test)).hasMessageContaining("lake is not running");
    test.seconds = 61;
    assertThatThrownBy(() -> run(test)).hasMessageContaining("1 to 60");
    test.seconds = 5;
    test.forms = null;
    assertThatThrownBy(() -> run(test)).hasMessageContaining("core-runtime is not running");
  }

  @Test
  void onlyAQuarantinedSourceIsReleased() throws Exception {
    SourceReleaseCommand release = new SourceReleaseCommand();
    release.source = "river~north";
    release.registry = registry;
    release.audit = audit;
    assertThat(run(release)).contains("river~north is released");
    assertThat(registry.restarted).containsExactly("river~north");
    assertThat(actions()).containsExactly("source.release river~north");
    state(SourceState.ONLINE);
    assertThatThrownBy(() -> run(release)).hasMessageContaining("is online, not quarantined");
    assertThat(registry.restarted).hasSize(1);
  }

  private void state(SourceState state) {
    registry.sources =
        List.of(
            new SourceInfo(
                "river~north", "river", state, "", Fakes.NOON, false, 3, 1, Optional.empty()));
  }

  private List<String> actions() {
    return audit.records.stream().map(r -> r.action() + " " + r.object()).toList();
  }

  private static String run(RtccCommand command) throws Exception {
    return Fakes.run(command, "ada", "admin");
  }
}
