package org.watchfloor.core.plugins.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.osgi.framework.BundleContext;

/** Puts the parts together, and hands a change of the configuration to those that it concerns. */
final class Assembly implements AutoCloseable {
  private final Bounded bounded = new Bounded();
  private final Runner runner;
  private final Parts parts;
  private volatile PackageLimits limits;

  /**
   * @throws IOException if what earlier plans left behind cannot be cleared
   */
  Assembly(
      BundleContext context,
      PluginPackages.Folders folders,
      Presence presence,
      Owners owners,
      Clock clock,
      PluginsConfig config)
      throws IOException {
    limits = PackageLimits.ofMib(config.package_max_mib());
    PluginStore store = new PluginStore(folders.data());
    Staging staging = new Staging(folders.data().resolve(".incoming"));
    staging.clear();
    Shipped shipped = new Shipped(folders.system());
    Addresses addresses = new Addresses(shipped);
    BundleWork work = new BundleWork(context, bounded);
    runner = new Runner(work, owners, presence, deadline(config));
    PackageReader reader =
        new PackageReader(
            () -> RunningApi.of(context), new Publishers(folders.publishers(), clock), shipped);
    Adoption adoption = new Adoption(work, owners, addresses, staging, reader, () -> limits);
    Recovery recovery = new Recovery(context, store, runner, work);
    parts =
        new Parts(
            store,
            staging,
            new Plans(staging, clock),
            reader,
            addresses,
            new Planner(store, work, owners, presence, staging, clock),
            new Operations(store, runner, adoption, clock, config.versions_kept()),
            recovery,
            new Listing(
                store,
                work,
                owners,
                presence,
                recovery,
                Listing.inspection(addresses, staging, reader, () -> limits)),
            () -> limits);
  }

  Parts parts() {
    return parts;
  }

  void configure(PluginsConfig config) {
    limits = PackageLimits.ofMib(config.package_max_mib());
    runner.deadline(deadline(config));
    parts.operations().versionsKept(config.versions_kept());
  }

  private static Duration deadline(PluginsConfig config) {
    return Duration.ofSeconds(config.start_deadline_seconds());
  }

  @Override
  public void close() {
    bounded.close();
  }
}
