package org.watchfloor.camel.routing.internal;

import java.lang.annotation.Annotation;

/** Limits for a test. */
record TestConfig(int threads, int queue_max, int held_max_mib, int timeout_ms)
    implements RoutingConfig {
  static final TestConfig DEFAULTS = new TestConfig(16, 2_000, 128, 30_000);

  @Override
  public Class<? extends Annotation> annotationType() {
    return RoutingConfig.class;
  }
}
