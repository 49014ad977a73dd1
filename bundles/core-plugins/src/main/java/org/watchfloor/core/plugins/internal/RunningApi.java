package org.watchfloor.core.plugins.internal;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The plugin API of the center that runs.
 *
 * @param version of its bundle
 * @param packages that it has, with their versions
 */
record RunningApi(Version version, Map<String, Version> packages) {
  static final String BUNDLE = "org.watchfloor.plugin-api";

  RunningApi {
    packages = Map.copyOf(packages);
  }

  /**
   * @throws IllegalStateException if the API is not installed, without which nothing runs
   */
  static RunningApi of(BundleContext context) {
    for (Bundle bundle : context.getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (BUNDLE.equals(bundle.getSymbolicName()) && wiring != null) {
        Map<String, Version> packages = new TreeMap<>();
        for (BundleCapability export : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
          packages.put(
              String.valueOf(export.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)),
              (Version) export.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
        }
        return new RunningApi(bundle.getVersion(), packages);
      }
    }
    throw new IllegalStateException("the bundle " + BUNDLE + " is not installed");
  }
}
