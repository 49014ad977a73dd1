package org.watchfloor.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.watchfloor.plugin.api.plugin.PluginInfo;

/** Holds a plugin's README.md against the template and against its metatype. */
final class Readme {
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

  private Readme() {}

  static void check(PluginInfo info, Metatype metatype) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int at = readme.indexOf("# ");
    for (String heading : HEADINGS) {
      int found = readme.indexOf("\n## " + heading + "\n");
      assertTrue(found > at, "README.md: ## " + heading + " is missing or not in its place");
      at = found;
    }
    metatype.keys().forEach(key -> checkRow(readme, key));
    assertTrue(
        readme.contains("Trust grade **" + info.grade() + "**"),
        "README.md does not say the trust grade of info()");
  }

  private static void checkRow(String readme, Metatype.Key key) {
    String row = "| `" + key.id() + "` |";
    int begin = readme.indexOf(row);
    assertTrue(begin >= 0, "README.md: no row " + row);
    String line = readme.substring(begin, readme.indexOf('\n', begin));
    assertTrue(line.endsWith("| " + key.description() + " |"), key.id() + ": not as in metatype");
    String required = key.required() ? "| yes |" : "| no |";
    assertTrue(line.contains(required), key.id() + ": the row does not say " + required);
  }
}
