package org.watchfloor.camel.routing.internal;

import java.lang.annotation.Annotation;

/** Limits for a test. */
record TestConfig(
    int threads,
    int queue_max,
    int held_max_mib,
    int timeout_ms,
    int tcp_connections_max,
    int tcp_idle_s)
    implements RoutingConfig {
  static final TestConfig DEFAULTS = new TestConfig(16, 2_000, 128, 30_000);

  TestConfig(int threads, int queueMax, int heldMaxMib, int timeoutMs) {
    this(threads, queueMax, heldMaxMib, timeoutMs, 8, 60);
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return RoutingConfig.class;
  }
}
