package org.watchfloor.core.runtime.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.SourceState;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** Waits for what a source that is being tried says of itself. Thread-safe. */
final class Answers implements SourceSession.Listener {
  /** How long a source must stay online: many notice only then that they were refused. */
  private static final long SETTLE_MILLIS = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Exception failure;
  private SourceStatus status = SourceStatus.online();

  /**
   * What a try came to.
   *
   * @param reason in words; may be empty if it is online
   */
  record Outcome(SourceState state, String reason) {
    boolean works() {
      return state == SourceState.ONLINE;
    }

    /** As a source would be after this went wrong. */
    static Outcome of(Throwable thrown, Redaction redaction) {
      Throwable cause = Words.cause(thrown);
      String reason = Words.of(cause, redaction);
      if (cause instanceof ConfigFault) {
        return new Outcome(SourceState.WAITING_CONFIG, reason);
      } else if (cause instanceof SourceException e && e.kind() == SourceException.Kind.CONFIG) {
        return new Outcome(SourceState.WAITING_CONFIG, reason);
      } else if (cause instanceof SourceException e && e.kind() == SourceException.Kind.AUTH) {
        return new Outcome(SourceState.WAITING_AUTH, reason);
      } else if (cause instanceof PluginFault e && e.kind() == PluginFault.Kind.GONE) {
        return new Outcome(SourceState.WAITING_PLUGIN, reason);
      }
      return new Outcome(SourceState.OFFLINE, reason);
    }
  }

  @Override
  public void reported(SourceSession session, SourceStatus next) {
    set(next, null);
  }

  @Override
  public void failed(SourceSession session, SourceException cause) {
    set(status(), cause);
  }

  @Override
  public void faulted(SourceSession session, PluginFault fault) {
    set(status(), fault);
  }

  private SourceStatus status() {
    lock.lock();
    try {
      return status;
    } finally {
      lock.unlock();
    }
  }

  private void set(SourceStatus next, @Nullable Exception cause) {
    lock.lock();
    try {
      status = next;
      if (failure == null) {
        failure = cause;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Blocks until the source has been online for a moment or has failed, at most until the end.
   *
   * @param end of {@link System#nanoTime}
   */
  Outcome await(long end, Redaction redaction) throws InterruptedException {
    lock.lock();
    try {
      long left = end - System.nanoTime();
      while (failure == null && left > 0) {
        boolean online = status.state() == SourceStatus.State.ONLINE;
        long settle = TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
        boolean said = changed.await(online ? Math.min(settle, left) : left, TimeUnit.NANOSECONDS);
        if (online && !said) {
          break;
        }
        left = end - System.nanoTime();
      }
      return failure == null ? now() : Outcome.of(failure, redaction);
    } finally {
      lock.unlock();
    }
  }

  private Outcome now() {
    SourceState state =
        switch (status.state()) {
          case ONLINE -> SourceState.ONLINE;
          case DEGRADED -> SourceState.DEGRADED;
          default -> SourceState.OFFLINE;
        };
    return new Outcome(state, status.reason());
  }
}
