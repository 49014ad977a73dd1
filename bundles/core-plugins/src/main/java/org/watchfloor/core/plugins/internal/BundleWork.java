package org.watchfloor.core.plugins.internal;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** What is done to the bundle of a plugin, and to no other bundle. For one thread at a time. */
final class BundleWork {
  /** As the plugins of features have it: after all of the center's own parts. */
  static final int START_LEVEL = 80;

  /** Prefix of the locations of bundles that are installed here. */
  static final String LOCATION = "watchfloor-plugin:";

  /** Closing sources has a deadline of its own in the runtime, a third of this. */
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

  private final BundleContext context;
  private final Bounded bounded;

  BundleWork(BundleContext context, Bounded bounded) {
    this.context = context;
    this.bounded = bounded;
  }

  /** All bundles of a symbolic name, whoever installed them. */
  List<Bundle> named(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .toList();
  }

  /** Bundles besides itself that would be refreshed with a bundle, in words. */
  List<String> refreshedWith(Bundle bundle) {
    return wiring().getDependencyClosure(Set.of(bundle)).stream()
        .filter(other -> other.getBundleId() != bundle.getBundleId())
        .map(other -> other.getSymbolicName() + " " + other.getVersion())
        .sorted()
        .toList();
  }

  Bundle install(String pluginId, Path jar) throws OperationFailed {
    try (InputStream content = Files.newInputStream(jar)) {
      Bundle bundle = context.installBundle(LOCATION + pluginId, content);
      bundle.adapt(BundleStartLevel.class).setStartLevel(START_LEVEL);
      return bundle;
    } catch (BundleException | java.io.IOException | RuntimeException e) {
      throw new OperationFailed("the bundle cannot be installed: " + Words.of(e), e);
    }
  }

  /** Stops a bundle, gives it another content and takes its old class loader away. */
  void replace(Bundle bundle, Path jar) throws OperationFailed {
    List<String> others = refreshedWith(bundle);
    if (!others.isEmpty()) {
      throw new OperationFailed("it would refresh " + String.join(", ", others));
    }
    bounded.run("stopping " + name(bundle), STOP_DEADLINE, () -> bundle.stop());
    bounded.run(
        "updating " + name(bundle),
        STOP_DEADLINE,
        () -> {
          try (InputStream content = Files.newInputStream(jar)) {
            bundle.update(content);
          }
        });
    refresh(bundle);
  }

  void start(Bundle bundle, Duration deadline) throws OperationFailed {
    bounded.run("starting " + name(bundle), deadline, () -> bundle.start());
  }

  void uninstall(Bundle bundle) throws OperationFailed {
    if (bundle.getState() == Bundle.UNINSTALLED) {
      return;
    }
    String name = name(bundle);
    bounded.run("uninstalling " + name, STOP_DEADLINE, () -> bundle.uninstall());
    refresh(bundle);
  }

  private void refresh(Bundle bundle) throws OperationFailed {
    CountDownLatch done = new CountDownLatch(1);
    wiring()
        .refreshBundles(
            Set.of(bundle),
            event -> {
              if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
              }
            });
    try {
      if (!done.await(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new OperationFailed(
            "the framework did not give up the old classes of "
                + name(bundle)
                + " within "
                + STOP_DEADLINE.toSeconds()
                + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailed("refreshing " + name(bundle) + " was interrupted", e);
    }
  }

  private FrameworkWiring wiring() {
    return context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class);
  }

  private static String name(Bundle bundle) {
    return "the bundle " + bundle.getSymbolicName();
  }
}
