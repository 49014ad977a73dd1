package org.watchfloor.lint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A plugin's {@code quality.yml}: for each rule of the scale {@code done}, {@code todo} or {@code
 * exempt: reason}.
 */
final class Quality {
  static final String FILE = "quality.yml";
  private static final String EXEMPT = "exempt:";

  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private Quality() {}

  /**
   * @throws IOException if it is no YAML
   */
  static Quality parse(String text) throws IOException {
    Object document;
    try {
      document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (YAMLException e) {
      throw new IOException(FILE + " is no YAML: " + e.getMessage(), e);
    }
    Quality quality = new Quality();
    Map<?, ?> levels = document instanceof Map<?, ?> map ? map : Map.of();
    for (Level level : Level.values()) {
      quality.take(level, levels.get(level.word()));
    }
    levels.keySet().stream()
        .map(String::valueOf)
        .filter(key -> List.of(Level.values()).stream().noneMatch(l -> l.word().equals(key)))
        .forEach(key -> quality.fail(key, "is no level", "The levels are bronze to platinum"));
    return quality;
  }

  private void take(Level level, @org.jspecify.annotations.Nullable Object given) {
    Map<?, ?> rules = given instanceof Map<?, ?> map ? map : Map.of();
    for (String rule : level.rules()) {
      String answer = String.valueOf(rules.get(rule)).strip();
      if (!answer.equals("done") && !answer.equals("todo") && !isReason(answer)) {
        fail(
            level.word() + "." + rule,
            rules.get(rule) == null ? "is not answered" : "is answered \"" + answer + "\"",
            "Answer done, todo or \"exempt: reason\"");
      }
      answers.put(rule, answer);
    }
    for (Object rule : rules.keySet()) {
      if (!level.rules().contains(String.valueOf(rule))) {
        fail(level.word() + "." + rule, "is no rule of the scale", "The rules: " + level.rules());
      }
    }
  }

  private static boolean isReason(String answer) {
    return answer.startsWith(EXEMPT) && answer.length() > EXEMPT.length() + 10;
  }

  private void fail(String where, String what, String remedy) {
    findings.add(Finding.failure("QUAL-01", FILE + " " + where, what, remedy));
  }

  /** QUAL-01: what is not answered, or is no rule. */
  List<Finding> findings() {
    return findings;
  }

  boolean claims(String rule) {
    return "done".equals(answers.get(rule));
  }

  /** The highest level of which, and of all below it, every rule is done or exempt. */
  String grade() {
    String grade = "none";
    for (Level level : Level.values()) {
      for (String rule : level.rules()) {
        String answer = answers.getOrDefault(rule, "todo");
        if (!answer.equals("done") && !isReason(answer)) {
          return grade;
        }
      }
      grade = level.word();
    }
    return grade;
  }
}
