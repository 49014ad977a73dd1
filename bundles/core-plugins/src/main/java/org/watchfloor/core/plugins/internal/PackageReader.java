package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.PluginPackage.Signature;

/**
 * Reads a package that came from anywhere: a {@code .kar} with one plugin's bundle and its
 * description, or the bundle alone. Believes nothing that it has not checked. Thread-safe.
 */
final class PackageReader {
  private final Supplier<RunningApi> api;
  private final Publishers publishers;
  private final Shipped shipped;

  PackageReader(Supplier<RunningApi> api, Publishers publishers, Shipped shipped) {
    this.api = api;
    this.publishers = publishers;
    this.shipped = shipped;
  }

  /**
   * Checks a package whole.
   *
   * @param folder of the file; the bundle of a {@code .kar} is put beside it
   * @throws PackageRefused with the reason; then what was put there is gone
   */
  ReadPackage read(Path file, String sha256, PackageLimits limits)
      throws PackageRefused, IOException {
    Archive outer =
        Archive.read(
            file,
            limits,
            name ->
                name.equals(PackageDescription.ENTRY)
                    || isBundle(name)
                    || BundleFacts.wanted().test(name));
    byte @Nullable [] json = outer.bytes(PackageDescription.ENTRY);
    @Nullable PackageDescription description = json == null ? null : PackageDescription.parse(json);
    List<String> jars = outer.names().stream().filter(n -> n.endsWith(".jar")).sorted().toList();
    if (!outer.header("Bundle-SymbolicName").isEmpty()) {
      return checked(file, outer, outer, description, sha256);
    }
    if (jars.size() != 1 || !isBundle(jars.get(0))) {
      throw new PackageRefused(
          "a package holds one bundle, repository/<path>.jar; this one holds "
              + (jars.isEmpty() ? "none" : jars));
    }
    if (description == null) {
      throw new PackageRefused("the package has no " + PackageDescription.ENTRY);
    }
    byte @Nullable [] bundle = outer.bytes(jars.get(0));
    Path inner =
        Files.write(
            file.resolveSibling(file.getFileName() + ".jar"),
            bundle == null ? new byte[0] : bundle);
    try {
      Archive read = inner(inner, limits);
      return checked(inner, read, outer, description, sha256);
    } catch (PackageRefused | IOException | RuntimeException e) {
      Files.deleteIfExists(inner);
      throw e;
    }
  }

  private static boolean isBundle(String name) {
    return name.startsWith("repository/") && name.endsWith(".jar");
  }

  private static Archive inner(Path file, PackageLimits limits) throws PackageRefused, IOException {
    try {
      return Archive.read(file, limits, BundleFacts.wanted());
    } catch (PackageRefused e) {
      throw new PackageRefused("the bundle inside: " + e.getMessage(), e);
    }
  }

  private ReadPackage checked(
      Path jar,
      Archive bundle,
      Archive signed,
      @Nullable PackageDescription description,
      String sha256)
      throws PackageRefused, IOException {
    BundleFacts facts = BundleFacts.of(bundle);
    RunningApi running = api.get();
    new BundleRules(running).check(bundle, facts);
    if (description != null) {
      description.check(facts);
      if (description.api().isPresent()) {
        sameApi(description.api().get(), running);
      }
    }
    Publishers.Verdict verdict =
        shipped.has(jar)
            ? new Publishers.Verdict(Signature.SHIPPED, "part of this distribution")
            : publishers.judge(signed.signers());
    return new ReadPackage(content(facts, description, verdict, sha256), jar);
  }

  private static void sameApi(String built, RunningApi running) throws PackageRefused {
    Version version = Version.parseVersion(built);
    if (version.getMajor() != running.version().getMajor()) {
      throw new PackageRefused(
          PackageDescription.ENTRY
              + ": api: the plugin is for the plugin API "
              + version
              + ", this center has "
              + running.version());
    }
  }

  private static PluginPackage content(
      BundleFacts facts,
      @Nullable PackageDescription description,
      Publishers.Verdict verdict,
      String sha256) {
    return description == null
        ? new PluginPackage(
            facts.pluginId(),
            facts.version().toString(),
            facts.symbolicName(),
            facts.name(),
            facts.vendor(),
            verdict.signature(),
            verdict.signer(),
            "",
            facts.quality(),
            facts.isolated(),
            BundleRules.builtAgainst(facts.imports()),
            List.of(),
            sha256)
        : new PluginPackage(
            facts.pluginId(),
            facts.version().toString(),
            facts.symbolicName(),
            description.name().orElse(facts.name()),
            description.publisher(),
            verdict.signature(),
            verdict.signer(),
            description.grade(),
            description.quality().orElse(facts.quality()),
            facts.isolated(),
            description.api().orElse(BundleRules.builtAgainst(facts.imports())),
            description.permissions(),
            sha256);
  }
}
