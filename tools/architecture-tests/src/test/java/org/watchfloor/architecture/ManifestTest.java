package org.watchfloor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.Attrs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of docs/architecture.md, held against every built manifest. It has no list of
 * exceptions.
 */
class ManifestTest {
  private static final String PLUGIN_API = "org.watchfloor.plugin.api.";
  private static final String CORE_API = "org.watchfloor.core.api.";
  private static final String RTCC_API = "org.watchfloor.rtcc.api.";

  /** Which of our packages each group of bundles may import. */
  private static final Map<String, List<String>> OURS =
      Map.of(
          "plugin", List.of(PLUGIN_API),
          "core", List.of(PLUGIN_API, CORE_API),
          "rtcc", List.of(PLUGIN_API, CORE_API, RTCC_API),
          "camel", List.of(PLUGIN_API, CORE_API, RTCC_API),
          "console", List.of(PLUGIN_API, CORE_API, RTCC_API),
          "lib", List.of());

  static List<BuiltBundle> bundles() {
    return BuiltBundle.all();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsOnlyWhatItsRowAllows(BuiltBundle bundle) {
    List<String> allowed = OURS.get(bundle.group());
    for (Map.Entry<String, Attrs> imported : bundle.header("Import-Package").entrySet()) {
      String name = imported.getKey();
      if (name.startsWith("org.watchfloor.")) {
        assertThat(allowed).as("%s imports %s", bundle, name).anyMatch(name::startsWith);
        assertThat(imported.getValue().get("resolution:"))
            .as("%s imports %s optionally", bundle, name)
            .isNotEqualTo("optional");
      }
      if (name.startsWith("org.apache.camel")) {
        assertThat(bundle.group()).as("%s imports %s", bundle, name).isIn("camel", "lib");
      }
      if (name.startsWith("org.apache.karaf.shell")) {
        assertThat(bundle.role()).as("%s imports %s", bundle, name).isEqualTo("console-shell");
      }
      if (name.startsWith("jakarta.servlet")) {
        assertThat(
                bundle.role().equals("camel-routing")
                    || Set.of("console", "lib").contains(bundle.group()))
            .as("%s imports %s", bundle, name)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void onlyApisAndLibrariesExport(BuiltBundle bundle) {
    if (!bundle.isApi() && !bundle.group().equals("lib")) {
      assertThat(bundle.header("Export-Package").keySet()).as("%s exports", bundle).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void wiresByPackageAndServiceOnly(BuiltBundle bundle) {
    assertThat(bundle.header("DynamicImport-Package").keySet()).isEmpty();
    assertThat(bundle.header("Require-Bundle").keySet()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void holdsNoPackageOfAnotherBundle(BuiltBundle bundle) {
    String own =
        "org.watchfloor."
            + (bundle.isApi() ? bundle.group() + ".api" : bundle.role().replace('-', '.'));
    assertThat(bundle.packages())
        .filteredOn(name -> name.startsWith("org.watchfloor."))
        // the plugin toolkit is no bundle: each plugin has its own copy inside
        .filteredOn(
            name ->
                !(bundle.group().equals("plugin") && name.startsWith("org.watchfloor.toolkit.")))
        .as("%s holds our packages", bundle)
        .allMatch(name -> name.equals(own) || name.startsWith(own + "."));
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void saysWhoseItIsAndStaysSmall(BuiltBundle bundle) throws IOException {
    for (String header : List.of("Bundle-License", "Bundle-DocURL", "Bundle-Vendor")) {
      assertThat(bundle.header(header).keySet()).as("%s: %s", bundle, header).isNotEmpty();
    }
    if (!bundle.group().equals("lib")) {
      assertThat(Files.size(bundle.jar())).as("%s: bytes", bundle).isLessThan(5 << 20);
    }
  }

  @Test
  void pluginApiImportsJavaOnly() {
    BuiltBundle api =
        bundles().stream().filter(b -> b.role().equals("plugin-api")).findFirst().orElseThrow();
    assertThat(api.header("Import-Package").keySet()).isEmpty();
  }
}
