package org.watchfloor.camel.routing.internal;

import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.SourceException;

/** Opens the route behind a transport. */
final class Intakes {
  private Intakes() {}

  /**
   * @param word of the transport
   * @return started
   */
  static Intake open(String word, String sourceId, GuardedDecoder decoder, Workshop workshop)
      throws SourceException {
    return make(word, sourceId, decoder, workshop).start();
  }

  /**
   * @return not started, so that a Camel component can be put before it
   */
  static Intake make(String word, String sourceId, GuardedDecoder decoder, Workshop workshop)
      throws SourceException {
    try {
      return new Intake(word + "-" + sourceId, sourceId, decoder, workshop);
    } catch (Exception e) {
      throw new SourceException(
          SourceException.Kind.RETRY,
          "the " + word + " route of " + sourceId + " cannot be made: " + Troubles.words(e),
          e);
    }
  }
}
