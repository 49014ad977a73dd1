package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.watchfloor.core.api.runtime.ConfigField;
import org.watchfloor.core.api.runtime.ConfigForm;

class FormsTest {
  private final Bench bench = new Bench();
  private final Trials trials = new Trials(bench.platform, bench.sources);

  @AfterEach
  void close() {
    trials.close();
    bench.close();
  }

  @Test
  void aFormIsMadeOfTheTypeAndTheMetatype() {
    bench.install(new FakeDecoderPlugin(FakeDecoderPlugin::signal));
    ConfigForm form = trials.form("fake-hook").orElseThrow();
    assertThat(form.pluginId()).isEqualTo("fake-hook");
    assertThat(form.title()).isEqualTo("Fake");
    // in the order of the metatype, what it leaves out behind
    assertThat(form.fields())
        .extracting(ConfigField::key)
        .containsExactly(".secret", "port", "tags", "mode", "max.speed", "wide");
    assertThat(field(form, ".secret"))
        .isEqualTo(
            new ConfigField(
                ".secret",
                ".secret",
                "",
                ConfigField.Type.PASSWORD,
                false,
                true,
                List.of(),
                "",
                "",
                List.of()));
    assertThat(field(form, "port").type()).isEqualTo(ConfigField.Type.INTEGER);
    assertThat(field(form, "port").defaults()).containsExactly("80");
    assertThat(field(form, "port").required()).isFalse();
    assertThat(field(form, "tags").many()).isTrue();
    assertThat(field(form, "wide").type()).isEqualTo(ConfigField.Type.BOOLEAN);
    assertThat(field(form, "max.speed").type()).isEqualTo(ConfigField.Type.DECIMAL);
    assertThat(trials.form("nobody")).isEmpty();
  }

  private static ConfigField field(ConfigForm form, String key) {
    Optional<ConfigField> field =
        form.fields().stream().filter(f -> f.key().equals(key)).findFirst();
    return field.orElseThrow();
  }

  private static MetatypeBounds bounds(String xml) throws Exception {
    return MetatypeBounds.of(
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
        "org.watchfloor.source.cam");
  }

  @Test
  void boundsAreThoseOfThePid() throws Exception {
    MetatypeBounds bounds =
        bounds(
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="a"><AD id="port" type="Integer" min="1" max="65535"/><AD id="x" type="String"/></OCD>
              <OCD id="b"><AD id="port" type="Integer" min="7" max="9"/></OCD>
              <Designate factoryPid="org.watchfloor.source.cam"><Object ocdref="a"/></Designate>
              <Designate factoryPid="org.watchfloor.source.other"><Object ocdref="b"/></Designate>
            </metatype:MetaData>
            """);
    assertThat(bounds.min("port")).isEqualTo("1");
    assertThat(bounds.max("port")).isEqualTo("65535");
    assertThat(bounds.min("x")).isEmpty();
    assertThat(bounds.max("nothing")).isEmpty();
  }

  @Test
  void entitiesOfAPluginAreNotResolved() {
    assertThatThrownBy(
            () -> bounds("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"))
        .hasMessageContaining("DOCTYPE");
  }
}
