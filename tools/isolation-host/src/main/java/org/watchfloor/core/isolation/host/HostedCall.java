package org.watchfloor.core.isolation.host;

import org.jspecify.annotations.Nullable;

/** A call into the plugin that can be interrupted, before it runs too. Thread-safe; runs once. */
final class HostedCall implements Runnable {
  private final Runnable body;
  private @Nullable Thread runner;
  private boolean interrupted;

  HostedCall(Runnable body) {
    this.body = body;
  }

  @Override
  public void run() {
    begin();
    try {
      body.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Thread.currentThread();
    if (interrupted) {
      runner.interrupt();
    }
  }

  private synchronized void end() {
    runner = null;
    Thread.interrupted(); // not the next call of this thread
  }

  synchronized void interrupt() {
    interrupted = true;
    if (runner != null) {
      runner.interrupt();
    }
  }
}
