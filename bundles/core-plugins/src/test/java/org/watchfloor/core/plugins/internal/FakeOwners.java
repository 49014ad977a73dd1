package org.watchfloor.core.plugins.internal;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Features as the test says: a location that begins with {@code feature:} belongs to one. */
final class FakeOwners implements Owners {
  BundleContext context;
  String how = "";
  int released;

  @Override
  public Optional<Owner> of(Bundle bundle) {
    return bundle.getLocation().startsWith("file:") && bundle.getLocation().contains("/feature/")
        ? Optional.of(new Owner("feature f", bundle.getLocation(), how))
        : Optional.empty();
  }

  @Override
  public void release(Owner owner) throws OperationFailed {
    try {
      context.getBundle(owner.feature()).uninstall();
      released++;
    } catch (BundleException e) {
      throw new OperationFailed("no", e);
    }
  }
}
