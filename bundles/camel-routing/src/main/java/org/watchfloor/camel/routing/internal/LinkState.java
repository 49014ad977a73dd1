package org.watchfloor.camel.routing.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.runtime.GuardedDecoder;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * How one way in is connected: told to the platform on each change, to the log once when it is lost
 * and once when it is back. Thread-safe.
 */
final class LinkState {
  private static final Logger LOG = LoggerFactory.getLogger(LinkState.class);

  private final String sourceId;
  private final GuardedDecoder decoder;
  private SourceStatus.State state = SourceStatus.State.OFFLINE;
  private boolean said;
  private boolean closed;

  LinkState(String sourceId, GuardedDecoder decoder, String connecting) {
    this.sourceId = sourceId;
    this.decoder = decoder;
    decoder.report(SourceStatus.offline(connecting));
  }

  synchronized void online() {
    if (closed || state == SourceStatus.State.ONLINE) {
      return;
    }
    state = SourceStatus.State.ONLINE;
    if (said) {
      said = false;
      LOG.info("{}: is back", sourceId);
    }
    decoder.report(SourceStatus.online());
  }

  /**
   * @param reason in words, without secrets
   */
  synchronized void lost(String reason) {
    if (closed) {
      return;
    }
    state = SourceStatus.State.OFFLINE;
    say(reason);
    decoder.report(SourceStatus.offline(reason));
  }

  /** Works, with a loss. */
  synchronized void degraded(String reason) {
    if (closed) {
      return;
    }
    state = SourceStatus.State.DEGRADED;
    say(reason);
    decoder.report(SourceStatus.degraded(reason));
  }

  private void say(String reason) {
    if (!said) {
      said = true;
      LOG.warn("{}: {}; tries again by itself", sourceId, reason);
    }
  }

  /** Gives up: only another configuration helps. */
  void fail(SourceException cause) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    decoder.fail(cause);
  }

  /** Nothing is said any more. */
  synchronized void close() {
    closed = true;
  }
}
