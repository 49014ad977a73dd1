package org.watchfloor.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plugin's README.md, held against the template of the plugin guide and against its metatype.
 * Immutable.
 */
public final class Readme {
  private static final String FILE = "README.md";

  private static final List<String> HEADINGS =
      List.of(
          "Signals",
          "Supported devices",
          "Before you start",
          "Configuration",
          "Example",
          "What happens when",
          "Data",
          "Limits",
          "Troubleshooting",
          "Removal",
          "Licences and trademarks");

  /** What the skeleton leaves to be written stands between these. */
  private static final List<String> TEMPLATE =
      List.of("«", "»", "TODO", "FIXME", "TBD", "Lorem ipsum");

  private final String text;

  public Readme(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  /**
   * DOC-01, headings and grade, and DOC-02, the table of the configuration.
   *
   * @param grade letter of the trust grade; empty if it is not known
   */
  public List<Finding> check(String grade, Metatype metatype) {
    List<Finding> findings = new ArrayList<>();
    headings(findings);
    if (!text.contains("Trust grade **" + grade)) {
      findings.add(
          Finding.failure(
              "DOC-01",
              FILE,
              "it does not say the trust grade of info()",
              "Write \"Trust grade **" + grade + "**\" and what it rests on"));
    }
    rows(metatype, findings);
    return findings;
  }

  private void headings(List<Finding> findings) {
    int at = text.indexOf("# ");
    for (String heading : HEADINGS) {
      int found = text.indexOf("\n## " + heading + "\n");
      if (found < 0 || found < at) {
        findings.add(
            Finding.failure(
                "DOC-01",
                FILE,
                "## " + heading + " is missing or not in its place",
                "The order is " + String.join(", ", HEADINGS)));
      } else {
        at = found;
        if (section(heading).isBlank()) {
          findings.add(
              Finding.failure(
                  "DOC-01",
                  FILE,
                  "nothing stands under ## " + heading,
                  "Write it, or say why there is nothing"));
        }
      }
    }
  }

  /** What stands under a heading, up to the next of its level; empty if it is absent. */
  String section(String heading) {
    int found = text.indexOf("\n## " + heading + "\n");
    if (found < 0) {
      return "";
    }
    int begin = found + heading.length() + 5;
    int end = text.indexOf("\n## ", begin - 1);
    return text.substring(begin, end < 0 ? text.length() : Math.max(begin, end));
  }

  private void rows(Metatype metatype, List<Finding> findings) {
    Map<String, String> rows = new LinkedHashMap<>();
    section("Configuration")
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> rows.put(line.substring(3, line.indexOf('`', 3)), line.strip()));
    for (Metatype.Key key : metatype.keys()) {
      String row = rows.remove(key.id());
      String expected = "| `" + key.id() + "` | … | … | " + (key.required() ? "yes" : "no") + " | ";
      if (row == null
          || !row.endsWith(" | " + key.description() + " |")
          || !row.contains(key.required() ? "| yes |" : "| no |")) {
        findings.add(
            Finding.failure(
                "DOC-02",
                FILE,
                "the table of the configuration differs from metatype in `" + key.id() + "`",
                "Its row is " + expected + key.description() + " |"));
      }
    }
    for (String left : rows.keySet()) {
      findings.add(
          Finding.failure(
              "DOC-02",
              FILE,
              "the table of the configuration has `" + left + "`, which is no key",
              "Remove the row, or add the key to the configuration type"));
    }
  }

  /** DOC-03: lines with text of the template, {@code line 12: …}. */
  List<String> templateText() {
    List<String> left = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (TEMPLATE.stream().anyMatch(line::contains)) {
        left.add("line " + (i + 1) + ": " + line.strip());
      }
    }
    return left;
  }
}
