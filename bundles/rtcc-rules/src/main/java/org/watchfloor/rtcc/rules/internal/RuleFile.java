package org.watchfloor.rtcc.rules.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code etc/org.watchfloor.rule~<name>.cfg}, right or wrong: a wrong one is kept with its
 * fault, so that it is listed. Immutable.
 *
 * @param name after the {@code ~}; empty for a file without one
 * @param file as it can be found
 * @param rule empty where it is wrong
 * @param title as it stands there, also where the rule is wrong
 * @param fault what is wrong, with the key; empty for nothing
 */
record RuleFile(String name, String file, Optional<Rule> rule, String title, String fault) {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFile.class);
  private static final String FILE = "felix.fileinstall.filename";

  /** Part of the ids of its alerts. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

  /**
   * Reads a configuration.
   *
   * @param pid of it; where it comes from a file the name of that tells, because File Install makes
   *     {@code rule~river~high} of {@code rule~river-high}
   */
  static RuleFile of(String pid, Map<String, ?> properties) {
    Object from = properties.get(FILE);
    String whole = from == null ? pid : stem(String.valueOf(from));
    int end = RuleConfig.PID.length();
    String name = whole.length() > end + 1 ? whole.substring(end + 1) : "";
    String title = String.valueOf(properties.containsKey("title") ? properties.get("title") : name);
    String file = "etc/" + whole + ".cfg";
    try {
      if (!NAME.matcher(name).matches() || (from != null && whole.charAt(end) != '~')) {
        throw new RuleFault(
            "file",
            "name it org.watchfloor.rule~<name>.cfg, a name of 1 to 32 letters, digits, hyphens");
      }
      return new RuleFile(name, file, Optional.of(RuleParser.parse(name, properties)), title, "");
    } catch (RuleFault e) {
      String fault = String.valueOf(e.getMessage());
      LOG.warn("{} does not work: {}", file, fault);
      return new RuleFile(name, file, Optional.empty(), title, fault);
    }
  }

  private static String stem(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** What it is listed by. */
  String id() {
    return name.isEmpty() ? file : name;
  }
}
