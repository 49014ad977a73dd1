package org.watchfloor.core.runtime.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.cluster.Cluster;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.SourceStatus;

/**
 * Where one source is in its life, and since when. Each change is one line in the log and one
 * {@link Change} of kind {@code source.<state>}. Written on the source's lane, read by anybody.
 */
final class StateBoard {
  private static final Logger LOG = LoggerFactory.getLogger(StateBoard.class);

  private final String sourceId;
  private final Platform platform;
  private volatile Entry entry;

  /**
   * @param since UTC
   */
  record Entry(SourceState state, String reason, Instant since) {}

  StateBoard(String sourceId, Platform platform) {
    this.sourceId = sourceId;
    this.platform = platform;
    this.entry = new Entry(SourceState.CONFIGURED, "", platform.clock().instant());
  }

  Entry now() {
    return entry;
  }

  /** As the source says that its connection is. */
  void enter(SourceStatus status) {
    SourceState state =
        switch (status.state()) {
          case ONLINE -> SourceState.ONLINE;
          case DEGRADED -> SourceState.DEGRADED;
          default -> SourceState.OFFLINE;
        };
    enter(state, status.reason());
  }

  /** A new reason for the same state is kept, and is no news. */
  void enter(SourceState state, String reason) {
    Entry before = entry;
    if (before.state() == state) {
      entry = new Entry(state, reason, before.since());
      return;
    }
    Instant at = platform.clock().instant();
    entry = new Entry(state, reason, at);
    sayInLog(state, reason);
    if (platform.ownership().of(sourceId).runs()) { // the others' view of it is no news
      announce(state, reason, at);
    }
  }

  private void sayInLog(SourceState state, String reason) {
    if (reason.isEmpty()) {
      LOG.info("source {} is {}", sourceId, word(state));
    } else {
      LOG.info("source {} is {}: {}", sourceId, word(state), reason);
    }
  }

  private void announce(SourceState state, String reason, Instant at) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("reason", reason);
    Cluster cluster = platform.ownership().cluster();
    if (cluster != null) {
      facts.put("node", cluster.node());
    }
    platform
        .announcer()
        .announce(new Change("source." + word(state), sourceId, at, "system", facts));
  }

  /** As it stands in JSON: lower case, hyphens. */
  static String word(SourceState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
