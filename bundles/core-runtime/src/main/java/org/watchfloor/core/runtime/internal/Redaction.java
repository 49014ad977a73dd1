package org.watchfloor.core.runtime.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a source's secret values out of what its plugin says. Immutable. */
final class Redaction {
  static final Redaction NONE = new Redaction(List.of());

  /** Shorter values would blank out ordinary words. */
  private static final int SHORTEST = 4;

  /** Longest reason that is kept, characters. */
  private static final int LONGEST = 500;

  private final List<String> secrets;

  Redaction(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST)
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  /** One line, fit for screens. */
  String line(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = all(text).replaceAll("\\s*[\\r\\n]+\\s*", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** A stack trace, for the log. */
  String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return all(text.toString());
  }

  /** The text with each secret replaced. */
  String all(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }
}
