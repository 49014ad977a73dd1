package org.watchfloor.core.plugins.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.watchfloor.core.api.plugin.PackageRefused;

/**
 * What a plugin's bundle says of itself in its manifest and its component descriptions.
 *
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param name what a person reads
 * @param vendor who made it
 * @param quality of the quality scale; {@code none} where it has none
 * @param isolated whether it asks for a JVM of its own
 * @param pluginId of the plugin inside
 * @param imports clauses of Import-Package
 */
record BundleFacts(
    String symbolicName,
    Version version,
    String name,
    String vendor,
    String quality,
    boolean isolated,
    String pluginId,
    List<Headers.Clause> imports) {

  /** What a plugin's id looks like: it becomes the name of a folder. */
  static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final int MAX_NAME = 200;
  private static final Pattern SYMBOLIC_NAME =
      Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern DESCRIPTION = Pattern.compile("OSGI-INF/(metatype/)?[^/]+\\.xml");

  /** The factory PID of a plugin's sources, in a metatype or a component description. */
  private static final Pattern PID =
      Pattern.compile(
          "\\b(?:factoryPid|configuration-pid)\\s*=\\s*[\"']org\\.watchfloor\\.source\\.([^\"'~\\s]*)[\"'\\s]");

  /** Entries of a bundle that {@link #of} reads. */
  static Predicate<String> wanted() {
    return DESCRIPTION.asMatchPredicate();
  }

  static BundleFacts of(Archive bundle) throws PackageRefused {
    List<Headers.Clause> names =
        Headers.parse("Bundle-SymbolicName", bundle.header("Bundle-SymbolicName"));
    if (names.size() != 1
        || names.get(0).path().length() > MAX_NAME
        || !SYMBOLIC_NAME.matcher(names.get(0).path()).matches()) {
      throw new PackageRefused(
          "the jar is no OSGi bundle: Bundle-SymbolicName is missing in its manifest, or is none");
    }
    if (!bundle.header("Bundle-ManifestVersion").equals("2")) {
      throw new PackageRefused("the bundle's manifest has no Bundle-ManifestVersion 2");
    }
    String symbolicName = names.get(0).path();
    return new BundleFacts(
        symbolicName,
        version(bundle.header("Bundle-Version")),
        text(bundle.header("Bundle-Name"), symbolicName),
        text(bundle.header("Bundle-Vendor"), ""),
        text(bundle.header("Watchfloor-Quality"), "none"),
        bundle.header("Watchfloor-Isolated").equalsIgnoreCase("true"),
        pluginId(bundle),
        Headers.parse("Import-Package", bundle.header("Import-Package")));
  }

  private static Version version(String text) throws PackageRefused {
    try {
      return Version.parseVersion(text);
    } catch (IllegalArgumentException e) {
      throw new PackageRefused("Bundle-Version is no version: " + e.getMessage(), e);
    }
  }

  private static String text(String value, String otherwise) {
    String clean = value.replaceAll("\\p{Cntrl}", " ").strip();
    return clean.isEmpty() ? otherwise : clean.substring(0, Math.min(clean.length(), MAX_NAME));
  }

  private static String pluginId(Archive bundle) throws PackageRefused {
    Set<String> ids = new TreeSet<>();
    bundle
        .kept()
        .forEach(
            (name, bytes) -> {
              // only looked through: no parser that could be told to fetch something
              Matcher matcher = PID.matcher(new String(bytes, StandardCharsets.UTF_8));
              while (wanted().test(name) && matcher.find()) {
                ids.add(matcher.group(1));
              }
            });
    if (ids.isEmpty()) {
      throw new PackageRefused(
          "the bundle is no plugin: it has no component with the PID org.watchfloor.source.<id>");
    }
    String id = ids.iterator().next();
    if (ids.size() > 1) {
      throw new PackageRefused("the bundle has several plugins, one is taken: " + ids);
    }
    if (id.length() > 64 || !ID.matcher(id).matches()) {
      throw new PackageRefused("\"" + id + "\" is no plugin id: lower-case words and hyphens are");
    }
    return id;
  }
}
