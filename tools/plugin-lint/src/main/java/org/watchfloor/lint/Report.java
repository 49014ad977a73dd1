package org.watchfloor.lint;

import java.util.List;

/**
 * What came of a check.
 *
 * @param findings in the order of the rules
 * @param grade of the quality scale, {@code none} to {@code platinum}
 * @param javaLines of the plugin's own code, tests aside
 */
public record Report(List<Finding> findings, String grade, int javaLines) {
  public Report {
    findings = List.copyOf(findings);
  }

  public List<Finding> failures() {
    return findings.stream().filter(Finding::fails).toList();
  }

  public List<Finding> notes() {
    return findings.stream().filter(finding -> !finding.fails()).toList();
  }
}
