package org.watchfloor.core.api.runtime;

import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/** Opens the ways in that decoder plugins ask for. Implemented where the routes are. */
@ProviderType
public interface InboundTransport {
  /**
   * Makes the route of one way in: transport, limits, decoder, {@code alertbus:submit},
   * acknowledgement. Closing the handle leaves no route, endpoint or thread behind.
   *
   * @throws SourceException of kind CONFIG if the way in cannot be opened as asked
   */
  AutoCloseable open(String sourceId, Inbound inbound, GuardedDecoder decoder)
      throws SourceException;
}
