package org.watchfloor.plugin.camera.mjpeg.internal;

import java.time.Clock;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** The platform as a source sees it: four threads, and an ear for what it says. */
final class FakeContext implements SourceContext, AutoCloseable {
  final BlockingQueue<SourceStatus> reports = new LinkedBlockingQueue<>();
  final BlockingQueue<SourceException> failures = new LinkedBlockingQueue<>();
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(4);

  @Override
  public String sourceId() {
    return "camera-mjpeg~test";
  }

  @Override
  public SignalSink sink() {
    throw new AssertionError("a camera submits no signals");
  }

  @Override
  public void report(SourceStatus status) {
    reports.add(status);
  }

  @Override
  public void fail(SourceException cause) {
    failures.add(cause);
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  boolean idleWithin(long seconds) throws InterruptedException {
    scheduler.shutdownNow();
    return scheduler.awaitTermination(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
