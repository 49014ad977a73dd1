package org.watchfloor.core.plugins.internal;

import org.osgi.framework.BundleException;

/** What went wrong, for a person: one line, no class names where a message says it. */
final class Words {
  private static final int MAX = 400;

  private Words() {}

  static String of(Throwable e) {
    String message = e.getMessage();
    String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    if (e instanceof BundleException bundle && bundle.getType() == BundleException.RESOLVE_ERROR) {
      text = "something it needs is missing: " + text;
    }
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > MAX ? line.substring(0, MAX) + "…" : line;
  }
}
