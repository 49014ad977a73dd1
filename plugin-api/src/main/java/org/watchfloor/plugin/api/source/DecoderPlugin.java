package org.watchfloor.plugin.api.source;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.watchfloor.plugin.api.plugin.PluginInfo;

/**
 * One vendor integration whose messages come over a stock transport: the platform owns the
 * transport, the plugin only understands bytes. A bundle registers exactly one of these as an OSGi
 * service; the platform opens one {@link Decoder} for every configuration of the PID {@code
 * org.watchfloor.source.<info().id()>}. Stateless and thread-safe.
 *
 * @param <C> the plugin's metatype configuration, an {@code @ObjectClassDefinition} annotation type
 */
@ConsumerType
public interface DecoderPlugin<C> {

  /** Constant for the life of the service. */
  PluginInfo info();

  Class<C> configType();

  /**
   * The ways in that this configuration asks for, as data: opened, secured, limited and closed by
   * the platform.
   *
   * @throws SourceException of kind CONFIG if the configuration can never work; the message names
   *     the key
   */
  List<Inbound> inbound(C config) throws SourceException;

  /** Makes the decoder of one source. No I/O, no thread. */
  Decoder open(C config) throws SourceException;
}
