package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceConfigTest {
  private static final String FACTORY = "org.watchfloor.source.plate-openalpr";

  private static SourceConfig of(String pid, String factoryPid, Map<String, Object> values) {
    return SourceConfig.of(pid, factoryPid, new Hashtable<>(values)).orElseThrow();
  }

  @Test
  void aFileIsASource() {
    SourceConfig config =
        of(
            FACTORY + "~north",
            FACTORY,
            Map.of(
                ".secret",
                "open-sesame",
                "service.pid",
                FACTORY + "~north",
                "service.factoryPid",
                FACTORY,
                "component.name",
                "x",
                "felix.fileinstall.filename",
                "file:/etc/" + FACTORY + "~north.cfg"));
    assertThat(config.sourceId()).isEqualTo("plate-openalpr~north");
    assertThat(config.pluginId()).isEqualTo("plate-openalpr");
    assertThat(config.values()).containsOnly(Map.entry(".secret", "open-sesame"));
    assertThat(config.fault()).isEmpty();
    assertThat(config.toString()).doesNotContain("open-sesame");
  }

  @Test
  void aConfigurationWithAGeneratedNameIsOneToo() {
    assertThat(of(FACTORY + ".4711-ab", FACTORY, Map.of()).sourceId())
        .isEqualTo("plate-openalpr~4711-ab");
  }

  @Test
  void theFileTellsTheNameWhereFileInstallCutThePidElsewhere() {
    SourceConfig config =
        of(
            "org.watchfloor.source.plate~openalpr~north-gate",
            "org.watchfloor.source.plate",
            Map.of("felix.fileinstall.filename", "file:/etc/" + FACTORY + "~north-gate.cfg"));
    assertThat(config.sourceId()).isEqualTo("plate-openalpr~north-gate");
    assertThat(config.pluginId()).isEqualTo("plate-openalpr");
    assertThat(config.fault()).isEmpty();
  }

  @Test
  void aWrongNameIsAFaultThatSaysWhatTheRightOneIs() {
    // File Install cuts a name without ~ at its first hyphen
    SourceConfig cut =
        of(
            "org.watchfloor.source.plate.1234",
            "org.watchfloor.source.plate",
            Map.of("felix.fileinstall.filename", "file:/etc/" + FACTORY + ".cfg"));
    assertThat(cut.fault().orElseThrow()).contains("org.watchfloor.source.<plugin id>~<name>.cfg");
    assertThat(of("org.watchfloor.source.radar", null, Map.of()).fault()).isPresent();
    assertThat(of(FACTORY + "~a b", FACTORY, Map.of()).fault()).isPresent();
    assertThat(of("org.watchfloor.source.x~y", "org.watchfloor.source", Map.of()).fault())
        .isPresent();
    assertThat(SourceConfig.of("org.watchfloor.store", null, new Hashtable<>())).isEmpty();
  }

  @Test
  void arraysAreComparedByWhatTheyHold() {
    assertThat(of(FACTORY + "~n", FACTORY, Map.of("tags", new String[] {"a", "b"})))
        .isEqualTo(of(FACTORY + "~n", FACTORY, Map.of("tags", new String[] {"a", "b"})));
  }
}
