package org.watchfloor.plugin.simulator.internal;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;

/** The platform's side of a source, with as many threads as the platform gives. */
final class FakeContext implements SourceContext, AutoCloseable {
  final List<SourceStatus> statuses = new CopyOnWriteArrayList<>();
  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(4);

  @Override
  public String sourceId() {
    return "simulator~test";
  }

  @Override
  public SignalSink sink() {
    throw new UnsupportedOperationException("the simulator submits nothing itself");
  }

  @Override
  public void report(SourceStatus status) {
    statuses.add(status);
  }

  @Override
  public void fail(SourceException cause) {
    throw new AssertionError(cause);
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
