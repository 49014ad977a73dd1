package org.watchfloor.core.runtime.internal;

/** A key of a source's configuration that is missing or wrong; the message begins with the key. */
final class ConfigFault extends Exception {
  private static final long serialVersionUID = 1;

  ConfigFault(String key, String reason) {
    super(key + ": " + reason);
  }
}
