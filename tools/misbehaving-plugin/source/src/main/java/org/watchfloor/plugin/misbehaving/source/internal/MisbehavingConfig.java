package org.watchfloor.plugin.misbehaving.source.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How one source misbehaves. */
@ObjectClassDefinition(
    name = "Misbehaving source",
    description = "Does what no plugin may, so that a test can see what becomes of it.")
@interface MisbehavingConfig {
  @AttributeDefinition(
      name = "Mode",
      description = "What it does wrong; none for nothing at all.",
      options = {
        @Option(label = "Nothing", value = "none"),
        @Option(label = "Start does not return and obeys no interrupt", value = "hang-in-start"),
        @Option(label = "Close takes a minute unless it is interrupted", value = "hang-in-close"),
        @Option(label = "Close obeys no interrupt either", value = "close-never-returns"),
        @Option(label = "Makes threads that never end", value = "leak-threads"),
        @Option(label = "Hands in signals without end", value = "flood"),
        @Option(label = "Each call throws", value = "throw-always"),
        @Option(label = "Keeps more memory each second", value = "fill-heap")
      })
  String mode() default "none";

  @AttributeDefinition(
      name = "Signals a second",
      description = "How many signals a second the mode flood hands in, deaf to every refusal.",
      min = "1")
  int signalsPerSecond() default 100_000;

  @AttributeDefinition(
      name = "Threads a second",
      description = "How many threads a second the mode leak-threads makes.",
      min = "1")
  int threadsPerSecond() default 50;

  @AttributeDefinition(
      name = "Megabytes a second",
      description = "How much the mode fill-heap keeps in addition each second.",
      min = "1")
  int megabytesPerSecond() default 20;
}
