package org.watchfloor.core.api.health;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** All health checks together. Thread-safe. */
@ProviderType
public interface Health {
  /** Whether every part that the center needs is there and none is worse than WARN. */
  boolean ready();

  /** Results by name, the newest. */
  Map<String, HealthResult> results();

  /** Metrics in the Prometheus text format 0.0.4. */
  String metrics();
}
