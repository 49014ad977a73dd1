package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.SourceState;

/** What a source does that is closed for a reason: waits, by time or for a person. On its lane. */
final class Waiting {
  private final String pluginId;
  private final Platform platform;
  private final Custody custody;
  private final StateBoard board;
  private final DecoderDoor door;
  private final Backoff backoff;
  private final Alarm alarm;
  private final Runnable begin;

  /**
   * @param begin opens the source
   */
  Waiting(
      String pluginId,
      Platform platform,
      Custody custody,
      StateBoard board,
      DecoderDoor door,
      Backoff backoff,
      Alarm alarm,
      Runnable begin) {
    this.pluginId = pluginId;
    this.platform = platform;
    this.custody = custody;
    this.board = board;
    this.door = door;
    this.backoff = backoff;
    this.alarm = alarm;
    this.begin = begin;
  }

  /** Whether it cannot be opened as things are; then it waits. */
  boolean holdsBack(SourceConfig config, @Nullable Plugin plugin, Stand stand) {
    if (config.fault().isPresent()) {
      waitFor(SourceState.WAITING_CONFIG, config.fault().get());
    } else if (plugin == null) {
      waitForPlugin(
          String.format(
              "the plugin %s is not installed: rtcc:plugin-install %s, or its maker's package",
              pluginId, pluginId));
    } else if (plugin.decoder() == null && !stand.runs()) {
      waitFor(SourceState.STANDBY, stand.reason());
    } else if (!custody.hasRoom()) {
      quarantine("threads of earlier sessions do not end: " + custody.crowd());
    } else {
      return false;
    }
    return true;
  }

  void carryOut(Judge.Verdict verdict) {
    String reason = verdict.reason();
    switch (verdict.act()) {
      case RETRY -> retry(reason);
      case QUARANTINE -> quarantine(reason);
      case WAIT_AUTH -> waitFor(SourceState.WAITING_AUTH, reason);
      case WAIT_CONFIG -> waitFor(SourceState.WAITING_CONFIG, reason);
      case WAIT_PLUGIN -> waitForPlugin(reason);
      default -> door.away(reason);
    }
  }

  private void retry(String reason) {
    Duration pause = backoff.next();
    String when = String.format(Locale.ROOT, "; next try in %.1f s", pause.toMillis() / 1000.0);
    door.away(reason);
    board.enter(SourceState.OFFLINE, reason + when);
    alarm.set(begin, pause);
  }

  /** Of a closed source: what its next try waited for is there. */
  void hurry() {
    if (board.now().state() == SourceState.OFFLINE) {
      alarm.cancel();
      begin.run();
    }
  }

  void quarantine(String reason) {
    custody.note(PluginEvent.Kind.QUARANTINED, reason);
    waitFor(
        SourceState.QUARANTINED,
        reason + "; rtcc:source-release " + custody.sourceId() + " releases it");
  }

  void waitFor(SourceState state, String reason) {
    door.away(reason);
    if (state != SourceState.QUARANTINED) {
      door.close(); // the way in, or its secret, may be what is wrong
    }
    board.enter(state, reason);
  }

  void waitForPlugin(String reason) {
    door.away(reason);
    board.enter(SourceState.WAITING_PLUGIN, reason);
    // for an update's time the vendor is told to send again, not that nobody is here
    alarm.set(door::close, platform.limits().grace());
  }
}
