package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.ComponentException;
import org.osgi.service.component.ComponentFactory;
import org.osgi.service.component.ComponentInstance;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link HotListFolder} for each {@code etc/org.watchfloor.hotlist~<name>.cfg}. The container
 * gives such a file a PID of its own and no factory, so that declarative services alone make
 * nothing of it. Only looks at configurations and never asks for one by its PID, which would bind
 * it to this bundle. Thread-safe.
 */
@Component(service = SynchronousConfigurationListener.class, immediate = true)
public final class HotListFolders implements SynchronousConfigurationListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotListFolders.class);
  private static final String PREFIX = HotListFolderConfig.PID + "~";

  private final ConfigurationAdmin admin;
  private final ComponentFactory<HotListFolder> factory;
  private final Map<String, ComponentInstance<HotListFolder>> byPid = new HashMap<>();

  @Activate
  public HotListFolders(
      @Reference ConfigurationAdmin admin,
      @Reference(target = "(component.factory=" + HotListFolder.FACTORY + ")")
          ComponentFactory<HotListFolder> factory) {
    this.admin = admin;
    this.factory = factory;
    read(PREFIX + "*");
  }

  @Override
  public synchronized void configurationEvent(ConfigurationEvent event) {
    String pid = event.getPid();
    if (!pid.startsWith(PREFIX)) {
      return;
    }
    if (event.getType() == ConfigurationEvent.CM_DELETED) {
      end(pid);
    } else if (event.getType() == ConfigurationEvent.CM_UPDATED) {
      read(escaped(pid));
    }
  }

  private synchronized void read(String pidPattern) {
    try {
      Configuration @Nullable [] found =
          admin.listConfigurations("(service.pid=" + pidPattern + ")");
      for (Configuration one : found == null ? new Configuration[0] : found) {
        begin(one.getPid(), one.getProperties());
      }
    } catch (IOException | InvalidSyntaxException e) {
      LOG.error("The configurations of hot list folders cannot be read", e);
    } catch (IllegalStateException e) {
      LOG.debug("a configuration was deleted while it was read", e);
    }
  }

  private void begin(String pid, @Nullable Dictionary<String, Object> properties) {
    end(pid);
    if (properties == null) {
      return;
    }
    try {
      byPid.put(pid, factory.newInstance(own(properties)));
    } catch (ComponentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      LOG.error("etc/{}.cfg: no folder is looked into: {}", pid, cause.getMessage());
    }
  }

  /**
   * Without what the container adds; with a PID the instance would be taken for a configured one.
   */
  private static Dictionary<String, Object> own(Dictionary<String, Object> properties) {
    Dictionary<String, Object> own = new Hashtable<>();
    for (String key : Collections.list(properties.keys())) {
      if (!key.startsWith("service.") && !key.startsWith("felix.")) {
        own.put(key, properties.get(key));
      }
    }
    return own;
  }

  private void end(String pid) {
    ComponentInstance<HotListFolder> known = byPid.remove(pid);
    if (known != null) {
      known.dispose();
    }
  }

  /** OSGi Core 3.2.7: a backslash before each of these. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("*", "\\*").replace("(", "\\(").replace(")", "\\)");
  }

  @Override
  @Deactivate
  public synchronized void close() {
    byPid.values().forEach(ComponentInstance::dispose);
    byPid.clear();
  }
}
