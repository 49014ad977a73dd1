package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.plugin.ManagedPlugin;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.PluginPackage;
import org.watchfloor.core.api.plugin.PluginPackage.Signature;
import org.watchfloor.core.api.runtime.InstalledPlugin;

/** All plugins as they are now: those that were installed here, and those that came another way. */
final class Listing {
  private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

  private final PluginStore store;
  private final BundleWork work;
  private final Owners owners;
  private final Presence presence;
  private final Recovery recovery;
  private final Inspection inspection;

  /** What the bundles of others say, read once for each state of a bundle. */
  private final Map<String, PluginPackage> read = new ConcurrentHashMap<>();

  /** Reads the package of a bundle again from where it came from. */
  @FunctionalInterface
  interface Inspection {
    PluginPackage read(String location) throws PackageRefused, IOException;
  }

  Listing(
      PluginStore store,
      BundleWork work,
      Owners owners,
      Presence presence,
      Recovery recovery,
      Inspection inspection) {
    this.store = store;
    this.work = work;
    this.owners = owners;
    this.presence = presence;
    this.recovery = recovery;
    this.inspection = inspection;
  }

  List<ManagedPlugin> all() {
    try {
      List<ManagedPlugin> all = new ArrayList<>();
      store.records().forEach(record -> all.add(own(record)));
      List<String> known = all.stream().map(plugin -> plugin.content().pluginId()).toList();
      for (InstalledPlugin plugin : presence.plugins()) {
        if (!known.contains(plugin.info().id())) {
          all.add(other(plugin));
        }
      }
      all.sort(Comparator.comparing(plugin -> plugin.content().pluginId()));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("the installed plugins cannot be read", e);
    }
  }

  ManagedPlugin own(PluginRecord record) {
    InstalledVersion version = record.current();
    PluginPackage content = version.content();
    String trouble = trouble(record.pluginId(), content);
    return new ManagedPlugin(
        presence.grade(content),
        version.origin(),
        version.at(),
        version.by(),
        trouble.isEmpty(),
        trouble,
        record.previous().stream().map(v -> v.content().version()).toList());
  }

  private String trouble(String id, PluginPackage content) {
    List<Bundle> same = work.named(content.bundle());
    if (presence.has(content) && same.size() == 1) {
      recovery.troubles().remove(id);
      return "";
    }
    @Nullable String known = recovery.troubles().get(id);
    if (known != null) {
      return known;
    }
    if (same.isEmpty()) {
      return "its bundle is not installed any more; the next start of the center brings it back";
    }
    if (same.size() > 1) {
      return "its bundle is installed "
          + same.size()
          + " times; run: bundle:uninstall "
          + same.get(same.size() - 1).getBundleId();
    }
    return same.get(0).getState() == Bundle.ACTIVE
        ? "its bundle is active, but the runtime has no plugin of it; the log says why"
        : "its bundle is not active";
  }

  private ManagedPlugin other(InstalledPlugin plugin) {
    List<Bundle> same =
        work.named(plugin.bundle()).stream()
            .filter(bundle -> bundle.getVersion().toString().equals(plugin.version()))
            .toList();
    Instant at =
        same.stream()
            .findFirst()
            .map(b -> Instant.ofEpochMilli(b.getLastModified()))
            .orElse(Instant.EPOCH);
    String origin =
        same.stream()
            .findFirst()
            .map(b -> owners.of(b).map(Owners.Owner::name).orElse(b.getLocation()))
            .orElse("");
    PluginPackage content = same.isEmpty() ? said(plugin) : contentOf(same.get(0), plugin);
    return new ManagedPlugin(presence.grade(content), origin, at, "", true, "", List.of());
  }

  private PluginPackage contentOf(Bundle bundle, InstalledPlugin plugin) {
    return read.computeIfAbsent(
        bundle.getBundleId() + " " + bundle.getLastModified(),
        key -> {
          try {
            PluginPackage content = inspection.read(bundle.getLocation());
            boolean same =
                content.bundle().equals(plugin.bundle())
                    && content.version().equals(plugin.version());
            return same ? content : said(plugin);
          } catch (IOException | PackageRefused e) {
            LOG.info("the package of {} is not known: {}", bundle.getLocation(), e.getMessage());
            return said(plugin);
          }
        });
  }

  /** What a plugin says of itself where its package cannot be looked at. */
  private static PluginPackage said(InstalledPlugin plugin) {
    return new PluginPackage(
        plugin.info().id(),
        plugin.version(),
        plugin.bundle(),
        plugin.info().name(),
        plugin.info().vendor(),
        Signature.UNSIGNED,
        "",
        plugin.info().grade().name(),
        plugin.quality(),
        plugin.isolated(),
        "",
        List.of(),
        "");
  }

  /** Reads it as if it came from outside, and leaves nothing behind. */
  static Inspection inspection(
      Addresses addresses,
      Staging staging,
      PackageReader reader,
      java.util.function.Supplier<PackageLimits> limits) {
    return location -> {
      try (InputStream content = addresses.open(location)) {
        Staging.Staged staged = staging.take(content, limits.get());
        try {
          Path file = staged.file();
          return reader.read(file, staged.sha256(), limits.get()).content();
        } finally {
          staging.discard(staged.id());
        }
      }
    };
  }
}
