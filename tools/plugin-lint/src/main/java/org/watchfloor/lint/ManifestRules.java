package org.watchfloor.lint;

import aQute.bnd.header.Attrs;
import aQute.bnd.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PKG-01 to PKG-08: what keeps a plugin replaceable while the desk works. */
final class ManifestRules {
  private static final String OURS = "org.watchfloor.";
  private static final String API = "org.watchfloor.plugin.api.";
  private static final String TOOLKIT = "org.watchfloor.toolkit.";
  private static final long MAX_BYTES = 5L << 20;

  private final PluginJar jar;
  private final List<Finding> findings = new ArrayList<>();

  private ManifestRules(PluginJar jar) {
    this.jar = jar;
  }

  static List<Finding> check(PluginJar jar) {
    ManifestRules rules = new ManifestRules(jar);
    rules.imports();
    rules.wiring();
    rules.content();
    rules.origin();
    return rules.findings;
  }

  private void imports() {
    for (Map.Entry<String, Attrs> imported : jar.clauses("Import-Package").entrySet()) {
      String name = imported.getKey();
      if (!name.startsWith(OURS)) {
        continue;
      }
      if (!name.startsWith(API)) {
        fail(
            "PKG-01",
            "Import-Package",
            name + " is imported, which is none of the plugin API",
            "Use the services of org.watchfloor.plugin.api only; the toolkit lies inside the"
                + " bundle (-includeresource in bnd.bnd)");
      } else {
        range(name, imported.getValue());
      }
      if ("optional".equals(imported.getValue().get("resolution:"))) {
        fail(
            "PKG-03",
            "Import-Package",
            name + " is imported optionally",
            "Remove resolution:=optional: a package of ours that comes later would refresh the"
                + " bundle");
      }
    }
  }

  /** A plugin for API 1.x runs on every center with 1.y, y >= x, and on none with 2. */
  private void range(String name, Attrs attributes) {
    String version = attributes.get("version");
    boolean good = false;
    if (version != null && VersionRange.isVersionRange(version)) {
      VersionRange range = new VersionRange(version);
      good =
          range.isRange()
              && !range.includeHigh()
              && range.getLow().getMajor() >= 1
              && range.getHigh().getMajor() == range.getLow().getMajor() + 1
              && range.getHigh().getMinor() == 0;
    }
    if (!good) {
      fail(
          "PKG-07",
          "Import-Package",
          name + " is imported in version " + (version == null ? "(any)" : version),
          "Let bnd write the range, like [1.1,2), from the plugin-api on the class path");
    }
  }

  private void wiring() {
    if (jar.header("Export-Package").isPresent()) {
      fail(
          "PKG-02",
          "Export-Package",
          "the bundle exports " + jar.clauses("Export-Package").keySet(),
          "Export nothing: end the names of your packages in .internal, or use -privatepackage");
    }
    for (String header : List.of("DynamicImport-Package", "Require-Bundle", "Fragment-Host")) {
      if (jar.header(header).isPresent()) {
        fail(
            "PKG-03",
            header,
            "the bundle has this header",
            "Import packages by name and version; a plugin is wired by packages and services only");
      }
    }
  }

  private void content() {
    String own = ownRoot();
    for (String name : jar.packages()) {
      boolean allowed =
          !name.startsWith(OURS)
              || name.startsWith(TOOLKIT)
              || !own.isEmpty() && (name.equals(own) || name.startsWith(own + "."));
      if (!allowed) {
        fail(
            "PKG-04",
            jar.file().getFileName().toString(),
            "the package " + name + " of another bundle lies inside",
            "Give plugin-api and everything else of ours the scope provided, or leave it out of"
                + " -includeresource");
      }
    }
    boolean decided = jar.header("Watchfloor-Size-Decision").isPresent();
    if (jar.bytes() > MAX_BYTES && !decided) {
      fail(
          "PKG-05",
          jar.file().getFileName().toString(),
          "the bundle has " + jar.bytes() + " bytes, more than 5 MiB",
          "Leave out what it does not need, or name the decision that allows it in the header"
              + " Watchfloor-Size-Decision");
    }
  }

  /** {@code org.watchfloor.plugin-camera-mjpeg} has {@code org.watchfloor.plugin.camera.mjpeg}. */
  private String ownRoot() {
    String name = jar.header("Bundle-SymbolicName").orElse("").split(";", 2)[0].strip();
    return name.startsWith("org.watchfloor.plugin-") ? name.replace('-', '.') : "";
  }

  private void origin() {
    for (String header : List.of("Bundle-License", "Bundle-DocURL", "Bundle-Vendor")) {
      if (jar.header(header).isEmpty()) {
        fail("PKG-06", header, "the header is missing", "Set it in bnd.bnd");
      }
    }
    if (jar.metatypes().size() != 1) {
      fail(
          "PKG-08",
          "OSGI-INF/metatype",
          jar.metatypes().size() + " descriptions of a configuration, one is expected",
          "Put @ObjectClassDefinition on the configuration type and @Designate(ocd = …, factory ="
              + " true) on the plugin");
    }
  }

  private void fail(String rule, String where, String what, String remedy) {
    findings.add(Finding.failure(rule, where, what, remedy));
  }
}
