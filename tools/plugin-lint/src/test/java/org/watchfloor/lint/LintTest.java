package org.watchfloor.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.watchfloor.plugin.api.signal.Kind;
import org.watchfloor.plugin.api.signal.KindDescriptor;

/** Each rule, with a plugin that breaks that rule alone. */
class LintTest {
  private static final String FOREIGN = "org/watchfloor/plugin/api/signal/Signal.class";

  @TempDir Path folder;
  private BuiltPlugin plugin;

  @BeforeEach
  void build() throws IOException {
    plugin = new BuiltPlugin(folder);
    // its class lies in a package of the linter, so that it gets the place of our own plugins
    plugin.headers.put("Bundle-SymbolicName", "org.watchfloor.lint");
  }

  /** What is found beside that the test's own class is not a stranger's. */
  private List<Finding> found() throws IOException {
    return plugin.check().findings().stream()
        .filter(f -> !(f.rule().equals("PKG-04") && f.what().contains("org.watchfloor.lint")))
        .toList();
  }

  private void onlyFails(String rule, String... words) throws IOException {
    List<Finding> found = found();
    assertThat(found).extracting(Finding::rule).containsOnly(rule);
    assertThat(found).allMatch(Finding::fails);
    assertThat(List.of(words)).allMatch(found.toString()::contains);
  }

  @Test
  void aGoodPluginPasses() throws IOException {
    assertThat(found()).isEmpty();
    assertThat(plugin.check().grade()).isEqualTo("none");
    assertThat(plugin.check().javaLines()).isEqualTo(2);
  }

  @Test
  void anImportOfOursThatIsNotTheApi() throws IOException {
    plugin.headers.put("Import-Package", "org.watchfloor.core.api.bus;version=\"[1.0,2)\"");
    onlyFails("PKG-01", "org.watchfloor.core.api.bus");
  }

  @Test
  void anExport() throws IOException {
    plugin.headers.put("Export-Package", "com.example;version=1.0.0");
    onlyFails("PKG-02", "com.example");
  }

  @ParameterizedTest
  @CsvSource({
    "DynamicImport-Package,*",
    "Require-Bundle,org.example",
    "Fragment-Host,org.watchfloor.plugin-api"
  })
  void wiringByOtherThanPackages(String header, String value) throws IOException {
    plugin.headers.put(header, value);
    onlyFails("PKG-03", header);
  }

  @Test
  void anOptionalImportOfOurs() throws IOException {
    plugin.headers.put(
        "Import-Package",
        "org.watchfloor.plugin.api.media;version=\"[1.0,2)\";resolution:=optional,"
            + "org.brotli;resolution:=optional");
    onlyFails("PKG-03", "org.watchfloor.plugin.api.media");
  }

  @Test
  void aPackageOfAnotherBundleInside() throws IOException {
    plugin.entries.put(FOREIGN, new byte[] {1});
    onlyFails("PKG-04", "org.watchfloor.plugin.api.signal");
  }

  @Test
  void ourOwnPluginsHoldTheirOwnPackage() throws IOException {
    plugin.headers.put("Bundle-SymbolicName", "org.watchfloor.plugin-camera-mjpeg");
    plugin.entries.put("org/watchfloor/plugin/camera/mjpeg/internal/A.class", new byte[] {1});
    plugin.entries.put("org/watchfloor/toolkit/json/A.class", new byte[] {1});
    assertThat(found()).isEmpty();
    plugin.entries.put("org/watchfloor/plugin/camera/onvif/internal/A.class", new byte[] {1});
    onlyFails("PKG-04", "org.watchfloor.plugin.camera.onvif.internal");
  }

  @Test
  void aJarThatIsTooLarge() throws IOException {
    plugin.entries.put("noise.bin", BuiltPlugin.noise(6 << 20));
    onlyFails("PKG-05", "5 MiB");
    plugin.headers.put("Watchfloor-Size-Decision", "docs/decisions/0099-noise.md");
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bundle-License", "Bundle-DocURL", "Bundle-Vendor"})
  void nobodyKnowsWhoseItIs(String header) throws IOException {
    plugin.headers.remove(header);
    onlyFails("PKG-06", header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "[1.0,1.1)", "[1.0,3)", "[1.0,2]", "[0.1,1)", ""})
  void anImportThatWouldRunElsewhereThanItMay(String range) throws IOException {
    String version = range.isEmpty() ? "" : ";version=\"" + range + "\"";
    plugin.headers.put("Import-Package", "org.watchfloor.plugin.api.signal" + version);
    onlyFails("PKG-07", "org.watchfloor.plugin.api.signal");
  }

  @Test
  void noMetatype() throws IOException {
    plugin.entries.remove("OSGI-INF/metatype/config.xml");
    onlyFails("PKG-08", "@Designate");
  }

  @Test
  void noPlugin() throws IOException {
    plugin.entries.remove("OSGI-INF/plugin.xml");
    onlyFails("PKG-09", "@Component");
  }

  @Test
  void aPluginThatCannotBeMade() throws IOException {
    plugin.plugin(TestPlugin.NeedsSomething.class);
    onlyFails("PKG-09", "NoSuchMethodException");
  }

  @Test
  void aKindWhoseSchemaIsNone() throws IOException {
    plugin.plugin(TestPlugin.WrongKind.class);
    onlyFails("KIND-01", "test.level", "{height}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"## Limits\n", "Trust grade **D**"})
  void aReadmeWithoutWhatItNeeds(String what) throws IOException {
    plugin.readme = plugin.readme.replace(what, "");
    onlyFails("DOC-01");
  }

  @Test
  void aHeadingWithNothingUnderIt() throws IOException {
    plugin.readme = plugin.readme.replace("## Limits\n\none\n", "## Limits\n");
    onlyFails("DOC-01", "## Limits");
  }

  @Test
  void noReadme() throws IOException {
    plugin.check();
    Files.delete(folder.resolve("README.md"));
    Report report = Lint.check(plugin.jar(), folder);
    assertThat(report.failures()).anyMatch(f -> f.rule().equals("DOC-01"));
  }

  @Test
  void aTableThatDiffersFromMetatype() throws IOException {
    plugin.readme = plugin.readme.replace("proves itself", "shows itself");
    onlyFails("DOC-02", ".secret", "What the sender proves itself with.");
  }

  @Test
  void aRowThatSaysRequiredForAKeyWithADefault() throws IOException {
    plugin.readme = plugin.readme.replace("`3` | no", "`3` | yes");
    onlyFails("DOC-02", "`high`");
  }

  @Test
  void aKeyThatIsNot() throws IOException {
    plugin.readme =
        plugin.readme.replace("\n## Example", "| `low` | number | `1` | no | A. |\n\n## Example");
    onlyFails("DOC-02", "`low`, which is no key");
  }

  @Test
  void textOfTheTemplateIsTakenUntilTheReadmeIsSaidToBeDone() throws IOException {
    plugin.readme = plugin.readme.replace("## Data\n\none", "## Data\n\n«what it carries»");
    assertThat(found()).singleElement().matches(f -> f.rule().equals("DOC-03") && !f.fails());
    plugin.quality = plugin.quality.replace("readme: todo", "readme: done");
    onlyFails("DOC-03", "«what it carries»", "line 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "exempt:", "exempt: no", "5", "[done]"})
  void anAnswerThatIsNone(String answer) throws IOException {
    plugin.quality =
        plugin.quality.replace(
            "readme: todo", answer.isEmpty() ? "" : "readme: \"" + answer + "\"");
    onlyFails("QUAL-01", "bronze.readme");
  }

  @Test
  void aRuleOrLevelThatIsNone() throws IOException {
    plugin.quality = plugin.quality + "  shiny: done\ndiamond:\n  shiny: done\n";
    onlyFails("QUAL-01", "platinum.shiny", "diamond");
  }

  @Test
  void aQualityThatIsNoYaml() throws IOException {
    plugin.quality = "bronze: [";
    onlyFails("QUAL-01", "no YAML");
  }

  @Test
  void theHeaderMustSayWhatQualityMakes() throws IOException {
    String exempt = "\"exempt: nothing of it is here\"";
    plugin.quality =
        BuiltPlugin.qualityOf(exempt).replace("two-owners: " + exempt, "two-owners: todo");
    onlyFails("QUAL-02", "Watchfloor-Quality: bronze");
    plugin.headers.put("Watchfloor-Quality", "bronze");
    assertThat(found()).isEmpty();
    plugin.headers.put("Watchfloor-Quality", "gold");
    onlyFails("QUAL-02", "says gold");
    plugin.quality = BuiltPlugin.qualityOf(exempt);
    onlyFails("QUAL-02", "platinum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contract-suite", "samples-origin", "codeowner", "two-owners"})
  void whatIsSaidToBeDoneMustBeThere(String rule) throws IOException {
    Files.createDirectories(folder.resolve("src/test/resources/samples"));
    plugin.quality = plugin.quality.replace(rule + ": todo", rule + ": done");
    onlyFails("QUAL-03", rule);
  }

  @Test
  void whatIsDoneAndThereIsTaken() throws IOException {
    Files.createDirectories(folder.resolve("src/test/resources/samples"));
    Files.writeString(folder.resolve("src/test/resources/samples/README.md"), "Ours.");
    Files.createDirectories(folder.resolve("src/test/java"));
    Files.writeString(
        folder.resolve("src/test/java/ATest.java"), "class A extends DecoderContract<B> {}");
    Files.writeString(folder.resolve("CODEOWNERS"), "* @a\n// @a @b\n");
    for (String rule : List.of("contract-suite", "samples-origin", "codeowner", "two-owners")) {
      plugin.quality = plugin.quality.replace(rule + ": todo", rule + ": done");
    }
    assertThat(found()).isEmpty();
  }

  @Test
  void aSchemaIsHeldAgainstFields() {
    KindDescriptor kind =
        KindDescriptor.of(new Kind("test.level"), "Level")
            .fieldsSchema(
                "{\"type\":\"object\",\"required\":[\"level\"],\"properties\":{\"level\":"
                    + "{\"type\":\"number\"}},\"additionalProperties\":false}")
            .build();
    assertThat(Schemas.faults(kind, Map.of("level", 3.2))).isEmpty();
    assertThat(Schemas.faults(kind, Map.of("level", "high"))).hasSize(1);
    assertThat(Schemas.faults(kind, Map.of("level", 1L, "height", 2L))).hasSize(1);
    assertThat(Schemas.faults(kind, Map.of())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nothing", "[]", "7", "{\"$ref\":\"https://example.com/a.json\"}"})
  void aSchemaThatIsNone(String schema) {
    assertThat(
            Schemas.faults(
                KindDescriptor.of(new Kind("test.level"), "Level").fieldsSchema(schema).build()))
        .hasSize(1);
  }

  @Test
  void theProgramSaysWhatItFoundAndEndsWithIt() throws IOException {
    plugin.headers.put("Bundle-SymbolicName", "org.watchfloor.plugin-lint");
    plugin.check();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String jar = plugin.jar().toString();
    assertThat(Main.run(new String[] {jar, folder.toString()}, printed)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAIL PKG-04")
        .contains("quality none");
    assertThat(Main.run(new String[] {jar}, printed)).isEqualTo(2);
    assertThat(Main.run(new String[] {jar + ".not", "."}, printed)).isEqualTo(2);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("is not there");
  }

  /** A jar from a stranger is refused with words or checked; nothing else happens. */
  @Test
  void aJarGoneWrong() throws IOException {
    byte[] good = Files.readAllBytes(plugin.jar());
    plugin.check();
    Random random = new Random(7);
    List<Throwable> other = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 4; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path jar = Files.write(folder.resolve("bad.jar"), bad);
      try {
        Lint.check(jar, folder);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (RuntimeException | Error e) {
        other.add(e);
      }
    }
    assertThat(other).isEmpty();
    Path none = Files.write(folder.resolve("bad.jar"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Lint.check(none, folder)).isInstanceOf(IOException.class);
  }
}
