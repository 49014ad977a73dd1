package org.watchfloor.core.plugins.internal;

import java.util.Optional;
import org.osgi.framework.Bundle;

/** Who else decides about a bundle. Thread-safe. */
interface Owners {
  /** Whoever would bring a bundle back, or take it away, on their own. */
  Optional<Owner> of(Bundle bundle);

  /**
   * Makes an owner give up its bundle, which is uninstalled with it.
   *
   * @throws OperationFailed if it does not
   */
  void release(Owner owner) throws OperationFailed;

  /**
   * @param name {@code feature x} or {@code deploy x.jar}
   * @param feature that can be released; empty where it cannot
   * @param how what to do instead, a command or the like; empty where it can be released
   */
  record Owner(String name, String feature, String how) {
    boolean releasable() {
      return how.isEmpty();
    }
  }
}
