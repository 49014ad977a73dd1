package org.watchfloor.core.runtime.internal;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each configuration of a source on. Only looks at configurations and never asks for one by
 * its PID, which would bind it to this bundle. Thread-safe.
 */
final class ConfigurationFeed implements SynchronousConfigurationListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFeed.class);

  private final ConfigurationAdmin admin;
  private final Sources sources;

  /** Source ids by PID: a configuration that is deleted does not say any more which it was. */
  private final Map<String, String> ids = new ConcurrentHashMap<>();

  ConfigurationFeed(ConfigurationAdmin admin, Sources sources) {
    this.admin = admin;
    this.sources = sources;
  }

  /** Those that are there already. */
  void readAll() {
    read(SourceConfig.PREFIX + "*");
  }

  @Override
  public void configurationEvent(ConfigurationEvent event) {
    String pid = event.getPid();
    if (!pid.startsWith(SourceConfig.PREFIX)) {
      return;
    }
    if (event.getType() == ConfigurationEvent.CM_UPDATED) {
      read(escaped(pid));
    } else if (event.getType() == ConfigurationEvent.CM_DELETED) {
      String id = ids.remove(pid);
      if (id != null) {
        sources.removed(id);
      }
    }
  }

  private synchronized void read(String pidPattern) {
    try {
      Configuration @Nullable [] found =
          admin.listConfigurations("(service.pid=" + pidPattern + ")");
      for (Configuration configuration : found == null ? new Configuration[0] : found) {
        hand(configuration);
      }
    } catch (IOException | InvalidSyntaxException e) {
      LOG.error("the configurations of sources cannot be read", e);
    }
  }

  private void hand(Configuration configuration) {
    try {
      @Nullable Dictionary<String, Object> properties = configuration.getProperties();
      if (properties != null) {
        SourceConfig.of(configuration.getPid(), configuration.getFactoryPid(), properties)
            .ifPresent(
                config -> {
                  ids.put(configuration.getPid(), config.sourceId());
                  sources.configured(config);
                });
      }
    } catch (IllegalStateException e) {
      LOG.debug("a configuration was deleted while it was read", e);
    }
  }

  /** OSGi Core 3.2.7: a backslash before each of these. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("(", "\\(").replace(")", "\\)");
  }
}
