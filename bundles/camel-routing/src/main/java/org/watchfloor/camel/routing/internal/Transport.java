package org.watchfloor.camel.routing.internal;

import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.Inbound;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Opens the ways in of one sort. Thread-safe.
 *
 * @param <I> what a plugin asks for
 */
interface Transport<I extends Inbound> {
  /**
   * Makes and starts the route of one way in. One that must connect first returns at once and says
   * how it is connected through {@link GuardedDecoder#report}.
   *
   * @return closes it, and leaves no route, endpoint, thread, socket or file handle behind
   * @throws SourceException of kind CONFIG if it cannot be opened as asked, RETRY if not now
   */
  AutoCloseable open(String sourceId, I inbound, GuardedDecoder decoder) throws SourceException;
}
