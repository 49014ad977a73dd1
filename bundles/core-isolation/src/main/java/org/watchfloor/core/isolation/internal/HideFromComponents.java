package org.watchfloor.core.isolation.internal;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.bundle.FindHook;

/**
 * Keeps isolated bundles out of the sight of Declarative Services, which would make the plugin's
 * object here as soon as somebody starts the bundle. Whether an isolated bundle is started or only
 * resolved makes no difference then. Stateless.
 */
final class HideFromComponents implements EventHook, FindHook {
  private static final int ENDS =
      BundleEvent.STOPPING | BundleEvent.STOPPED | BundleEvent.UNRESOLVED | BundleEvent.UNINSTALLED;

  private static final String COMPONENTS = "org.apache.felix.scr";

  @Override
  public void event(BundleEvent event, Collection<BundleContext> contexts) {
    // what it may have seen already, it must see end
    if ((event.getType() & ENDS) == 0 && IsolatedHeader.isOn(event.getBundle())) {
      contexts.removeIf(HideFromComponents::isComponents);
    }
  }

  @Override
  public void find(BundleContext context, Collection<Bundle> bundles) {
    if (isComponents(context)) {
      bundles.removeIf(IsolatedHeader::isOn);
    }
  }

  private static boolean isComponents(BundleContext context) {
    try {
      return COMPONENTS.equals(context.getBundle().getSymbolicName());
    } catch (IllegalStateException e) {
      return false; // it has stopped meanwhile
    }
  }
}
