package org.watchfloor.core.isolation.sample;

/** Of both sample plugins. */
@interface SampleConfig {
  /** What start, or decode, does. */
  String doing() default "work";

  String _secret() default "";

  int number() default 7;

  double[] levels() default {1.5, 2.5};

  boolean flag() default true;
}
