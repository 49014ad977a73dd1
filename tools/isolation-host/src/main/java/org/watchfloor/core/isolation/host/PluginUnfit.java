package org.watchfloor.core.isolation.host;

/** Why a bundle cannot run isolated; the message says what to change. */
final class PluginUnfit extends RuntimeException {
  private static final long serialVersionUID = 1;

  PluginUnfit(String reason) {
    super(reason);
  }
}
