package org.watchfloor.plugin.misbehaving.source.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.plugin.api.source.Source;
import org.watchfloor.plugin.api.source.SourceContext;

/** Misbehaves in one way. What it leaves behind is never cleaned up: that is the point. */
final class MisbehavingSource implements Source {
  private static final int TICK_MILLIS = 50;

  private final MisbehavingConfig config;
  private final SourceContext context;
  private final CountDownLatch never = new CountDownLatch(1);
  private final List<byte[]> kept = new ArrayList<>();

  MisbehavingSource(MisbehavingConfig config, SourceContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public void start() {
    switch (config.mode()) {
      case "hang-in-start" -> hang();
      case "throw-always" -> throw new IllegalStateException("thrown by start, as configured");
      case "leak-threads" -> everyTick(() -> leak(config.threadsPerSecond() * TICK_MILLIS / 1000));
      case "fill-heap" -> everyTick(this::fill);
      case "flood" -> thread("flood", this::flood);
      default -> {}
    }
  }

  private void everyTick(Runnable task) {
    context.scheduler().scheduleAtFixedRate(task, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void thread(String name, Runnable body) {
    Thread thread = new Thread(body, "misbehaving-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /** For ever, whoever interrupts. */
  private void hang() {
    boolean done = false;
    while (!done) {
      try {
        done = never.await(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        // deaf
      }
    }
  }

  private void leak(int threads) {
    for (int i = 0; i < Math.max(1, threads); i++) {
      thread("leaked", this::hang);
    }
  }

  private void fill() {
    byte[] more = new byte[config.megabytesPerSecond() * (1 << 20) / 1000 * TICK_MILLIS];
    kept.add(more);
  }

  /** Deaf to refusals, to close and to interrupts. */
  private void flood() {
    long each = TimeUnit.SECONDS.toNanos(1) / config.signalsPerSecond();
    long begin = System.nanoTime();
    for (long number = 0; ; number++) {
      context
          .sink()
          .submit(
              Signal.of(
                      MisbehavingPlugin.NOISE,
                      "noise-" + begin + "-" + number,
                      context.clock().instant())
                  .build());
      long early = begin + number * each - System.nanoTime();
      if (early > 1_000_000) {
        Thread.interrupted(); // or it would not wait, and flood more than it is told to
        LockSupport.parkNanos(early);
      }
    }
  }

  @Override
  public void close() {
    switch (config.mode()) {
      case "close-never-returns" -> hang();
      case "throw-always" -> throw new IllegalStateException("thrown by close, as configured");
      case "hang-in-close" -> {
        try {
          TimeUnit.MINUTES.sleep(1);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      default -> {}
    }
  }
}
