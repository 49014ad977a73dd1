package org.watchfloor.core.plugins.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * What a plugin's bundle may do in the framework: it is wired to the plugin API and to nothing else
 * of ours, and nothing is wired to it. That is why it can be swapped without touching another one.
 */
final class BundleRules {
  private static final String OURS = "org.watchfloor.";
  private static final String API = "org.watchfloor.plugin.api.";

  /** Headers that tie bundles together, and what is wrong with each. */
  private static final Map<String, String> FORBIDDEN =
      Map.of(
          "Export-Package", "others could be wired to it, and would be refreshed with it",
          "Fragment-Host", "it would become part of another bundle",
          "Require-Bundle", "it would be wired to a bundle instead of packages",
          "DynamicImport-Package", "what it is wired to would be known only while it runs",
          "Bundle-Activator", "a plugin is a component, and its code runs when the platform says");

  private final RunningApi api;

  BundleRules(RunningApi api) {
    this.api = api;
  }

  void check(Archive bundle, BundleFacts facts) throws PackageRefused {
    for (Map.Entry<String, String> rule : FORBIDDEN.entrySet()) {
      if (!bundle.header(rule.getKey()).isEmpty()) {
        throw new PackageRefused(
            "the bundle "
                + facts.symbolicName()
                + " has the header "
                + rule.getKey()
                + ": "
                + rule.getValue());
      }
    }
    content(bundle, facts);
    boolean usesApi = false;
    for (Headers.Clause clause : facts.imports()) {
      if (clause.path().startsWith(API)) {
        apiImport(clause);
        usesApi = true;
      } else if ((clause.path() + ".").startsWith(OURS)) {
        throw new PackageRefused(
            "the bundle imports "
                + clause.path()
                + "; of ours, a plugin may import "
                + API
                + "* only");
      }
    }
    if (!usesApi) {
      throw new PackageRefused("the bundle is no plugin: it imports nothing of " + API + "*");
    }
  }

  private static void content(Archive bundle, BundleFacts facts) throws PackageRefused {
    for (String name : bundle.names()) {
      if (name.startsWith("java/")) {
        throw new PackageRefused("the bundle has classes of the JDK inside: " + name);
      }
      boolean foreign =
          name.startsWith("org/watchfloor/")
              && !name.startsWith("org/watchfloor/toolkit/")
              && (!name.startsWith("org/watchfloor/plugin/")
                  || name.startsWith("org/watchfloor/plugin/api/"));
      if (foreign && name.endsWith(".class")) {
        throw new PackageRefused(
            "the bundle " + facts.symbolicName() + " has a class of the center inside: " + name);
      }
    }
  }

  private void apiImport(Headers.Clause clause) throws PackageRefused {
    String wanted = clause.parameters().getOrDefault("version", "");
    if (wanted.isEmpty()) {
      throw new PackageRefused(
          "the bundle does not say which version of " + clause.path() + " it was built against");
    }
    VersionRange range;
    try {
      range = VersionRange.valueOf(wanted);
    } catch (IllegalArgumentException e) {
      throw new PackageRefused(
          "the bundle imports "
              + clause.path()
              + " in the version \""
              + wanted
              + "\", which is none",
          e);
    }
    @Nullable Version ours = api.packages().get(clause.path());
    if (ours == null && range.includes(api.version())) {
      throw new PackageRefused(
          "the bundle needs "
              + clause.path()
              + ", which the plugin API "
              + api.version()
              + " of this center does not have");
    }
    if (ours == null || !range.includes(ours)) {
      throw new PackageRefused(
          "the plugin is for the plugin API "
              + range
              + ", this center has "
              + (ours == null ? api.version() : ours)
              + " ("
              + clause.path()
              + ")");
    }
  }

  /** The version of the API that a bundle was built against, as its imports say. */
  static String builtAgainst(List<Headers.Clause> imports) {
    Version newest = Version.emptyVersion;
    for (Headers.Clause clause : imports) {
      if (clause.path().startsWith(API)) {
        Version floor = VersionRange.valueOf(clause.parameters().get("version")).getLeft();
        newest = floor.compareTo(newest) > 0 ? floor : newest;
      }
    }
    return newest.toString();
  }
}
