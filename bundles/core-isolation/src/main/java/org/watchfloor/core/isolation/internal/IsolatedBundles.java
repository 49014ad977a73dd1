package org.watchfloor.core.isolation.internal;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.plugin.api.source.DecoderPlugin;
import org.watchfloor.plugin.api.source.SourcePlugin;

/** Finds the bundles that ask for a JVM of their own. Called on threads that handle bundles. */
final class IsolatedBundles implements BundleTrackerCustomizer<IsolatedBundle> {
  private static final Logger LOG = LoggerFactory.getLogger(IsolatedBundles.class);

  private final BundleContext context;
  private final Settings settings;

  IsolatedBundles(BundleContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
  }

  @Override
  public @Nullable IsolatedBundle addingBundle(Bundle bundle, @Nullable BundleEvent event) {
    if (!IsolatedHeader.isOn(bundle)) {
      return null;
    }
    if (bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR) != null) {
      LOG.error(
          "{} has a Bundle-Activator, which would run in the center: it cannot be isolated",
          bundle.getSymbolicName());
      return null;
    }
    Lane lane = new Lane(bundle.getSymbolicName());
    IsolatedBundle isolated = new IsolatedBundle(context, bundle, settings, lane);
    modifiedBundle(bundle, event, isolated);
    return isolated;
  }

  @Override
  public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, IsolatedBundle isolated) {
    if (servesItself(bundle)) {
      isolated.expel();
    }
    isolated.look();
  }

  private static boolean servesItself(Bundle bundle) {
    ServiceReference<?> @Nullable [] services = bundle.getRegisteredServices();
    return services != null
        && Stream.of(services)
            .flatMap(each -> Stream.of((String[]) each.getProperty(Constants.OBJECTCLASS)))
            .anyMatch(
                name ->
                    name.equals(SourcePlugin.class.getName())
                        || name.equals(DecoderPlugin.class.getName()));
  }

  @Override
  public void removedBundle(Bundle bundle, @Nullable BundleEvent event, IsolatedBundle isolated) {
    isolated.close();
  }
}
