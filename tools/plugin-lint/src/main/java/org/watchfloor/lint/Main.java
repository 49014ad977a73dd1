package org.watchfloor.lint;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** For builds without Maven: {@code java … org.watchfloor.lint.Main <jar> <folder>}. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out));
  }

  /** 0 if the plugin passes, 1 if not, 2 if it cannot be checked. */
  static int run(String[] arguments, PrintStream out) {
    if (arguments.length != 2) {
      out.println("usage: plugin-lint <jar of the plugin> <folder with README.md and quality.yml>");
      return 2;
    }
    try {
      Report report = Lint.check(Path.of(arguments[0]), Path.of(arguments[1]));
      report.findings().forEach(f -> out.println((f.fails() ? "FAIL " : "note ") + f));
      out.printf("quality %s, %d lines of Java%n", report.grade(), report.javaLines());
      return report.failures().isEmpty() ? 0 : 1;
    } catch (IOException e) {
      out.println("cannot be checked: " + e.getMessage());
      return 2;
    }
  }
}
