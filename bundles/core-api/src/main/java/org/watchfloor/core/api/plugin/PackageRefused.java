package org.watchfloor.core.api.plugin;

/** A package or a plan that cannot be taken; the message says what, where and what to do. */
public final class PackageRefused extends Exception {
  private static final long serialVersionUID = 1;

  public PackageRefused(String reason) {
    super(reason);
  }

  public PackageRefused(String reason, Throwable cause) {
    super(reason, cause);
  }
}
