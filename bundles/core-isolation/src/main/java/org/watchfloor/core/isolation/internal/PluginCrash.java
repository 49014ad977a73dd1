package org.watchfloor.core.isolation.internal;

/** What the plugin threw in its JVM, or that it answered nonsense. */
final class PluginCrash extends RuntimeException {
  private static final long serialVersionUID = 1;

  PluginCrash(String message) {
    // its stack is in the log of the other JVM, ours says nothing
    super(message, null, false, false);
  }
}
