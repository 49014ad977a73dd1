package org.watchfloor.rtcc.rules.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code etc/org.watchfloor.rule~<name>.cfg}, right or wrong: a wrong one is kept with its
 * fault, so that it is listed. Edited, it changes in place, so that no signal finds it gone.
 * Thread-safe.
 */
@Component(
    service = RuleFile.class,
    configurationPid = RuleConfig.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuleConfig.class, factory = true)
public final class RuleFile {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFile.class);

  /** Part of the ids of its alerts. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

  /**
   * What the file says now.
   *
   * @param title as it stands there, also where the rule is wrong
   */
  record Content(Optional<Rule> rule, String title, String fault) {}

  private final String pid;
  private final String name;
  private volatile Content content;

  @Activate
  public RuleFile(Map<String, Object> properties) {
    this.pid = String.valueOf(properties.get("service.pid"));
    this.name = name(pid);
    this.content = read(properties);
  }

  private static String name(String pid) {
    return pid.startsWith(RuleConfig.PID) && pid.length() > RuleConfig.PID.length()
        ? pid.substring(RuleConfig.PID.length() + 1)
        : "";
  }

  @Modified
  void edited(Map<String, Object> properties) {
    content = read(properties);
  }

  private Content read(Map<String, Object> properties) {
    String title = String.valueOf(properties.getOrDefault("title", name));
    try {
      if (!NAME.matcher(name).matches()) {
        throw new RuleFault(
            "file",
            "name it org.watchfloor.rule~<name>.cfg, a name of 1 to 32 letters, digits, hyphens");
      }
      return new Content(Optional.of(RuleParser.parse(name, properties)), title, "");
    } catch (RuleFault e) {
      LOG.warn("Rule {} does not work: {}", file(), e.getMessage());
      return new Content(Optional.empty(), title, String.valueOf(e.getMessage()));
    }
  }

  String pid() {
    return pid;
  }

  /** Empty only for a file without a name. */
  String name() {
    return name;
  }

  String file() {
    return "etc/" + pid + ".cfg";
  }

  Content content() {
    return content;
  }
}
