package org.watchfloor.core.runtime.internal;

/** Configuration of the plugins in these tests. */
@interface FakeConfig {
  String _secret();

  int port() default 80;

  String mode() default "fast";

  boolean wide() default false;

  String[] tags() default {};

  double max_speed() default 1.5;
}
