package org.watchfloor.core.isolation.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.BundleTracker;

/** The OSGi side: hides isolated bundles from Declarative Services, and runs each in its JVM. */
@Component(
    service = {},
    immediate = true,
    configurationPid = "org.watchfloor.isolation")
@Designate(ocd = IsolationConfig.class)
public final class Isolation {
  /** Whatever there is of a bundle but its removal: it need not be started to run elsewhere. */
  private static final int STATES =
      Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

  private final Path folder;
  private final ServiceRegistration<?> hooks;
  private final BundleTracker<IsolatedBundle> tracker;

  @Activate
  public Isolation(BundleContext context, IsolationConfig config) throws IOException {
    folder =
        Folders.makeEmpty(
            Path.of(System.getProperty("karaf.data", "data"), "watchfloor", "isolation")
                .toAbsolutePath());
    List<Path> classpath = HostFiles.unpack(context.getBundle(), folder.resolve("host"));
    Settings settings = Settings.of(config, folder, classpath);
    hooks =
        context.registerService(
            new String[] {EventHook.class.getName(), FindHook.class.getName()},
            new HideFromComponents(),
            null);
    tracker = new BundleTracker<>(context, STATES, new IsolatedBundles(context, settings));
    tracker.open();
  }

  @Deactivate
  void stop() {
    tracker.close();
    hooks.unregister();
    Folders.deleteQuietly(folder);
  }
}
