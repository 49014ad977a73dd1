package org.watchfloor.core.plugins.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.watchfloor.core.api.plugin.PluginPackage;

/** Makes the framework run a version of a plugin, whatever ran before. For one thread at a time. */
final class Runner {
  private static final int ISOLATED = 3;

  private final BundleWork work;
  private final Owners owners;
  private final Presence presence;
  private volatile Duration deadline;

  Runner(BundleWork work, Owners owners, Presence presence, Duration deadline) {
    this.work = work;
    this.owners = owners;
    this.presence = presence;
    this.deadline = deadline;
  }

  void deadline(Duration value) {
    deadline = value;
  }

  /** Returns once the runtime has the plugin. */
  void run(PluginPackage content, Path jar) throws OperationFailed {
    Bundle bundle = replaced(content, jar);
    Duration patience = content.isolated() ? deadline.multipliedBy(ISOLATED) : deadline;
    work.start(bundle, patience);
    presence.await(bundle, content, patience);
  }

  /**
   * The same after a start of the center: what is right stays, and nobody waits, because the
   * runtime may come later.
   *
   * @param force whether the bundle's content is in doubt
   */
  void ensure(PluginPackage content, Path jar, boolean force) throws OperationFailed {
    List<Bundle> same = work.named(content.bundle());
    boolean right =
        !force && same.size() == 1 && same.get(0).getVersion().toString().equals(content.version());
    Bundle bundle = right ? same.get(0) : replaced(content, jar);
    if (bundle.getState() != Bundle.ACTIVE) {
      work.start(bundle, deadline);
    }
  }

  private Bundle replaced(PluginPackage content, Path jar) throws OperationFailed {
    List<Bundle> same = work.named(content.bundle());
    if (same.size() > 1) {
      throw new OperationFailed(
          "the bundle " + content.bundle() + " is installed " + same.size() + " times");
    }
    if (same.isEmpty()) {
      return work.install(content.pluginId(), jar);
    }
    Bundle bundle = same.get(0);
    if (release(bundle)) {
      return work.install(content.pluginId(), jar);
    }
    work.replace(bundle, jar);
    return bundle;
  }

  /** Takes a bundle away from a feature; whether it was one's, and is uninstalled now. */
  private boolean release(Bundle bundle) throws OperationFailed {
    Optional<Owners.Owner> owner = owners.of(bundle);
    if (owner.isEmpty()) {
      return false;
    }
    if (!owner.get().releasable()) {
      throw new OperationFailed(
          "it belongs to the " + owner.get().name() + "; " + owner.get().how());
    }
    owners.release(owner.get());
    work.uninstall(bundle);
    return true;
  }

  /** Leaves no bundle of a symbolic name. */
  void remove(String symbolicName) throws OperationFailed {
    for (Bundle bundle : work.named(symbolicName)) {
      if (!release(bundle)) {
        work.uninstall(bundle);
      }
    }
  }
}
