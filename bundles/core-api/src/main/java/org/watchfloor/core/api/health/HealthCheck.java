package org.watchfloor.core.api.health;

import org.osgi.annotation.versioning.ConsumerType;

/** One thing that must work. Registered as a service; called every 5 s, must return within 1 s. */
@ConsumerType
public interface HealthCheck {
  /** Short and stable: {@code journal}, {@code store}. */
  String name();

  HealthResult check();
}
