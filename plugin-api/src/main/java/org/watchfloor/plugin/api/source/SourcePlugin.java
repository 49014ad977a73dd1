package org.watchfloor.plugin.api.source;

import org.osgi.annotation.versioning.ConsumerType;
import org.watchfloor.plugin.api.plugin.PluginInfo;

/**
 * One vendor integration that speaks a protocol of its own. A bundle registers exactly one of these
 * as an OSGi service; the platform opens one {@link Source} for every configuration of the PID
 * {@code org.watchfloor.source.<info().id()>}. Stateless and thread-safe.
 *
 * @param <C> the plugin's metatype configuration, an {@code @ObjectClassDefinition} annotation type
 */
@ConsumerType
public interface SourcePlugin<C> {

  /** Constant for the life of the service. */
  PluginInfo info();

  Class<C> configType();

  /**
   * Makes a source. Does no I/O and starts no thread; returns within 100 ms.
   *
   * @throws SourceException of kind CONFIG if the configuration can never work; the message names
   *     the key
   */
  Source open(C config, SourceContext context) throws SourceException;
}
