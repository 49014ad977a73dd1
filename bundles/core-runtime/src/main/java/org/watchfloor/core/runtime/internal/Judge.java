package org.watchfloor.core.runtime.internal;

import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.PluginEvent;
import org.watchfloor.core.api.runtime.ProcessEnded;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Decides what becomes of a source after something went wrong, and writes down what did. On the
 * source's lane.
 */
final class Judge {
  private final Platform platform;
  private final Custody custody;
  private final Crashes crashes;

  /** What is to be done with a source that is closed now. */
  enum Act {
    RETRY,
    QUARANTINE,
    WAIT_AUTH,
    WAIT_CONFIG,
    WAIT_PLUGIN,
    /** Nothing: the platform stops. */
    LEAVE
  }

  /**
   * @param reason in words
   */
  record Verdict(Act act, String reason) {}

  Judge(Platform platform, Custody custody) {
    this.platform = platform;
    this.custody = custody;
    this.crashes = new Crashes(platform::limits, platform.clock());
  }

  /**
   * Of a source that was closed because something went wrong.
   *
   * @param atClose what went wrong while it was closed; null for nothing
   */
  Verdict of(Throwable cause, String reason, @Nullable PluginFault atClose) {
    boolean overdue = atClose != null && crashes.add();
    if (cause instanceof SourceException e) {
      return switch (e.kind()) {
        case AUTH -> new Verdict(Act.WAIT_AUTH, reason);
        case CONFIG -> new Verdict(Act.WAIT_CONFIG, reason);
        default -> retryUnless(overdue, reason);
      };
    }
    if (!(cause instanceof PluginFault fault)) {
      return retryUnless(crashes.add() || overdue, reason);
    }
    return switch (fault.kind()) {
      case GONE -> new Verdict(Act.WAIT_PLUGIN, reason + "; update or reinstall the plugin");
      case STOPPING -> new Verdict(Act.LEAVE, reason);
      default -> retryUnless(isOneTooMany(fault) || overdue, reason);
    };
  }

  /** Whether one more fault is one too many; what is known already does not count. */
  boolean isOneTooMany(PluginFault fault) {
    return !fault.isKnown() && crashes.add();
  }

  private Verdict retryUnless(boolean quarantine, String reason) {
    return quarantine ? new Verdict(Act.QUARANTINE, often(reason)) : new Verdict(Act.RETRY, reason);
  }

  /** Why a source is quarantined that failed too often. */
  String often(String last) {
    Limits limits = platform.limits();
    return String.format(
        "%d crashes or hangs within %d min, the last: %s",
        limits.crashes(), limits.window().toMinutes(), last);
  }

  /** Writes a fault of the plugin down; other causes are no trouble with the plugin. */
  void note(Throwable cause) {
    if (cause.getCause() instanceof ProcessEnded) {
      custody.note(PluginEvent.Kind.CRASHED, String.valueOf(cause.getMessage()));
    }
    if (!(cause instanceof PluginFault fault)) {
      return;
    }
    String what = String.valueOf(fault.getMessage());
    switch (fault.kind()) {
      case HUNG -> custody.note(PluginEvent.Kind.HUNG, what);
      case CRASHED -> custody.note(PluginEvent.Kind.CRASHED, what);
      case LEAKED -> custody.note(PluginEvent.Kind.THREADS, what);
      default -> {} // updates and stops
    }
  }

  void forgive() {
    crashes.clear();
    custody.signals().forgive();
  }
}
