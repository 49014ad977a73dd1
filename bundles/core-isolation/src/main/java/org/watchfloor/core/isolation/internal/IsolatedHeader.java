package org.watchfloor.core.isolation.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** The one line with which a plugin's author asks for a JVM of its own. */
final class IsolatedHeader {
  private static final String NAME = "Watchfloor-Isolated";

  private IsolatedHeader() {}

  static boolean isOn(Bundle bundle) {
    @Nullable String value = bundle.getHeaders("").get(NAME);
    return value != null && value.strip().equalsIgnoreCase("true");
  }
}
