package org.watchfloor.rtcc.rules.internal;

import java.io.IOException;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that there are: all of them from the beginning, so that no signal of the journal is
 * looked at without one, and each as its file is now. Only looks at configurations and never asks
 * for one by its PID, which would bind it to this bundle. Thread-safe.
 */
@Component(
    service = {RuleFiles.class, SynchronousConfigurationListener.class},
    configurationPid = RuleConfig.PID,
    configurationPolicy = ConfigurationPolicy.IGNORE)
@Designate(ocd = RuleConfig.class, factory = true)
public final class RuleFiles implements SynchronousConfigurationListener {
  private static final Logger LOG = LoggerFactory.getLogger(RuleFiles.class);

  private final @Nullable ConfigurationAdmin admin;
  private final Map<String, RuleFile> byPid = new ConcurrentHashMap<>();

  @Activate
  public RuleFiles(@Reference ConfigurationAdmin admin) {
    this.admin = admin;
    read(RuleConfig.PID + "*");
  }

  RuleFiles() {
    this.admin = null;
  }

  private static boolean isRule(String pid) {
    return pid.equals(RuleConfig.PID)
        || (pid.startsWith(RuleConfig.PID)
            && "~-.".indexOf(pid.charAt(RuleConfig.PID.length())) >= 0);
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    String pid = event.getPid();
    if (isRule(pid)) {
      if (event.getType() == ConfigurationEvent.CM_DELETED) {
        byPid.remove(pid);
      } else if (event.getType() == ConfigurationEvent.CM_UPDATED) {
        read(escaped(pid));
      }
    }
  }

  private synchronized void read(String pidPattern) {
    if (admin == null) {
      return;
    }
    try {
      Configuration @Nullable [] found =
          admin.listConfigurations("(service.pid=" + pidPattern + ")");
      for (Configuration one : found == null ? new Configuration[0] : found) {
        read(one);
      }
    } catch (IOException | InvalidSyntaxException e) {
      LOG.error("The configurations of rules cannot be read", e);
    }
  }

  private void read(Configuration configuration) {
    try {
      @Nullable Dictionary<String, Object> properties = configuration.getProperties();
      if (properties != null && isRule(configuration.getPid())) {
        Map<String, Object> values = new TreeMap<>();
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
          String key = keys.nextElement();
          values.put(key, properties.get(key));
        }
        put(configuration.getPid(), values);
      }
    } catch (IllegalStateException e) {
      LOG.debug("a configuration was deleted while it was read", e);
    }
  }

  void put(String pid, Map<String, ?> properties) {
    byPid.put(pid, RuleFile.of(pid, properties));
  }

  /** OSGi Core 3.2.7: a backslash before each of these. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("(", "\\(").replace(")", "\\)");
  }

  /** By name. */
  List<RuleFile> files() {
    return byPid.values().stream().sorted(Comparator.comparing(RuleFile::id)).toList();
  }
}
