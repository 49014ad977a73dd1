package org.watchfloor.core.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private final Map<String, String> environment = new HashMap<>();
  private final ConfigReader reader = new ConfigReader(new Placeholders(environment::get));

  private ConfigReader.Read<FakeConfig> read(Map<String, Object> values) throws ConfigFault {
    return reader.read(FakeConfig.class, Bench.SCHEMA, values);
  }

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> values = new HashMap<>(Map.of(".secret", "open-sesame"));
    values.put(key, value);
    return values;
  }

  @Test
  void stringsOfAFileBecomeTyped() throws Exception {
    FakeConfig config =
        read(Map.of(
                ".secret", "open-sesame",
                "port", " 8080 ",
                "mode", "slow",
                "wide", "TRUE",
                "tags", "a, b,c",
                "max.speed", "2.25"))
            .config();
    assertThat(config._secret()).isEqualTo("open-sesame");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.mode()).isEqualTo("slow");
    assertThat(config.wide()).isTrue();
    assertThat(config.tags()).containsExactly("a", "b", "c");
    assertThat(config.max_speed()).isEqualTo(2.25);
    assertThat(config.toString()).doesNotContain("open-sesame");
  }

  @Test
  void typedValuesAndListsAreTakenAsTheyAre() throws Exception {
    assertThat(read(with("port", 81)).config().port()).isEqualTo(81);
    assertThat(read(with("tags", List.of("x", "y,z"))).config().tags()).containsExactly("x", "y,z");
    assertThat(read(with("port", "")).config().port()).as("the default").isEqualTo(80);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port|eighty|port: \"eighty\" is not a number of type int",
        "port|123456|port: \"123456\" is not allowed: above 65535",
        "mode|medium|mode: \"medium\" is none of fast, slow",
        "wide|yes|wide: \"yes\" is neither true nor false",
        "max.speed|1,5|max.speed: \"1,5\" is not a number of type double",
        "tags|a,q|tags: \"q\" is none of a, b, c, x, y,z",
        "hue|red|hue: is not a key of this plugin; it has .secret, max.speed, mode, port, tags, wide",
        ".secret|' '|.secret: is empty",
        ".secret|$[env:NOBODY]|.secret: the environment variable NOBODY is not set",
        ".secret|${file:/nowhere/x}|.secret: the file /nowhere/x cannot be read (NoSuchFileException)",
      })
  void aFaultNamesTheKeyAndTheReason(String key, String value, String message) {
    assertThatThrownBy(() -> read(with(key, value)))
        .isInstanceOf(ConfigFault.class)
        .hasMessage(message);
  }

  @Test
  void whatIsRequiredMustBeThere() {
    assertThatThrownBy(() -> read(Map.of())).hasMessage(".secret: is missing");
  }

  @Test
  void placeholdersAreFilledAndTheirValuesAreSecret(@TempDir Path folder) throws Exception {
    environment.put("GATE", "from-the-environment");
    Path file = Files.writeString(folder.resolve("s"), "from-the-file\n");
    ConfigReader.Read<FakeConfig> read = read(Map.of(".secret", "${env:GATE}"));
    assertThat(read.config()._secret()).isEqualTo("from-the-environment");
    assertThat(read.secrets()).containsExactly("from-the-environment");
    assertThat(read(Map.of(".secret", "$[file:" + file + "]")).config()._secret())
        .isEqualTo("from-the-file");
    assertThat(new Redaction(read.secrets()).line("a\nfrom-the-environment b"))
        .isEqualTo("a *** b");
  }

  @Test
  void propertiesOfTheSystemAreFilledAlsoWithinTheNameOfAFile(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("s"), "from-the-file\n");
    Map<String, String> properties = Map.of("karaf.etc", folder.toString(), "my.port", "8443");
    ConfigReader with = new ConfigReader(new Placeholders(environment::get, properties::get));
    FakeConfig config =
        with.read(
                FakeConfig.class,
                Bench.SCHEMA,
                Map.of(".secret", "$[file:${karaf.etc}/s]", "port", "${my.port}"))
            .config();
    assertThat(config._secret()).isEqualTo("from-the-file");
    assertThat(config.port()).isEqualTo(8443);
    config =
        with.read(
                FakeConfig.class,
                Bench.SCHEMA,
                Map.of(".secret", "a${nobody.knows}b$", "port", "${your.port:-81}"))
            .config();
    assertThat(config._secret()).isEqualTo("a${nobody.knows}b$");
    assertThat(config.port()).isEqualTo(81);
  }

  @Test
  void blanksInFrontAreMeantAndThoseAtTheEndAreASlip() throws Exception {
    assertThat(read(with(".secret", "  two in front ")).config()._secret())
        .isEqualTo("  two in front");
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(() -> read(Map.of("port", "x", "hue", "red")))
        .isInstanceOf(ConfigFault.class)
        .hasMessageContaining(".secret: is missing; hue: is not a key")
        .hasMessageContaining("; port: \"x\" is not a number");
  }

  @Test
  void whateverStandsInAFileTheOnlyErrorIsAFault() {
    Random random = new Random(42);
    String letters = ".$[]{}:,=~-\\\"'\u0000\uD800 aZ09envfile\n";
    List<String> keys = List.of(".secret", "port", "mode", "wide", "tags", "max.speed", "x");
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      Map<String, Object> values = new HashMap<>();
      for (int k = random.nextInt(4); k >= 0; k--) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
          text.append(letters.charAt(random.nextInt(letters.length())));
        }
        values.put(keys.get(random.nextInt(keys.size())), text.toString());
      }
      try {
        read(values);
        read++;
      } catch (ConfigFault expected) {
        assertThat(expected.getMessage()).contains(": ");
      }
    }
    assertThat(read).isPositive();
  }
}
