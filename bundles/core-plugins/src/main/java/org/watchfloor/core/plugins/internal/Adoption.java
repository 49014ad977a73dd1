package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.plugin.PackageRefused;
import org.watchfloor.core.api.plugin.Plan;
import org.watchfloor.core.api.plugin.PluginPackage;

/**
 * Takes plugins over that came another way, by a feature or by hand: their bundle is kept, so that
 * an update that fails can go back to it, and a later one can be rolled back. For one thread at a
 * time.
 */
final class Adoption {
  private final BundleWork work;
  private final Owners owners;
  private final Addresses addresses;
  private final Staging staging;
  private final PackageReader reader;
  private final Supplier<PackageLimits> limits;

  Adoption(
      BundleWork work,
      Owners owners,
      Addresses addresses,
      Staging staging,
      PackageReader reader,
      Supplier<PackageLimits> limits) {
    this.work = work;
    this.owners = owners;
    this.addresses = addresses;
    this.staging = staging;
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * The first record of a plugin whose bundle is installed; empty if there is no bundle.
   *
   * @throws PackageRefused if its bundle cannot be had again, so that nothing could be gone back to
   */
  Optional<PluginRecord> adopt(PluginPackage content, PluginStore store)
      throws PackageRefused, IOException {
    List<Bundle> same = work.named(content.bundle());
    if (same.isEmpty()) {
      return Optional.empty();
    }
    Bundle bundle = same.get(0);
    Staging.Staged staged = taken(bundle);
    try {
      ReadPackage read = reader.read(staged.file(), staged.sha256(), limits.get());
      String id = read.content().pluginId();
      if (!id.equals(content.pluginId())) {
        throw new PackageRefused(
            "the bundle " + content.bundle() + " has the plugin " + id + " inside");
      }
      InstalledVersion version =
          new InstalledVersion(
              1,
              read.content(),
              SafeFiles.sha256(read.jar()),
              owners.of(bundle).map(Owners.Owner::name).orElse(bundle.getLocation()),
              Instant.ofEpochMilli(bundle.getLastModified()),
              "");
      store.begin(id, Plan.Operation.UPDATE);
      store.keep(id, version.slot(), read.jar());
      PluginRecord record = new PluginRecord(id, List.of(version));
      store.commit(record);
      return Optional.of(record);
    } finally {
      staging.discard(staged.id());
    }
  }

  private Staging.Staged taken(Bundle bundle) throws PackageRefused {
    try (InputStream content = addresses.open(bundle.getLocation())) {
      return staging.take(content, limits.get());
    } catch (IOException | PackageRefused e) {
      throw new PackageRefused(
          "the version that runs cannot be kept to go back to ("
              + Words.of(e)
              + "); run first: bundle:uninstall "
              + bundle.getSymbolicName(),
          e);
    }
  }
}
