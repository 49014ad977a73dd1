package org.watchfloor.lint;

import java.util.List;
import java.util.Locale;

/** A level of the quality scale and what it asks for beyond the one before. */
public enum Level {
  BRONZE(
      "contract-suite",
      "config-metatype-help",
      "secrets-password-typed",
      "unique-source-per-device",
      "readme",
      "codeowner",
      "samples-origin",
      "osgi-01",
      "removal-described"),
  SILVER(
      "reconnects",
      "overload-behaviour",
      "diagnostics",
      "troubleshooting",
      "branch-coverage",
      "two-owners",
      "limitations"),
  GOLD(
      "replay",
      "osgi-02",
      "tested-firmware",
      "discovery",
      "fuzz-corpus",
      "performance",
      "simulator-mode"),
  PLATINUM("field-run", "security-review", "vendor-conformance");

  private final List<String> rules;

  Level(String... rules) {
    this.rules = List.of(rules);
  }

  List<String> rules() {
    return rules;
  }

  /** As it stands in files and headers: {@code bronze}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
