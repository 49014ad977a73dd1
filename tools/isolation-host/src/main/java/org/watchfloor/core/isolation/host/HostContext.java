package org.watchfloor.core.isolation.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.source.SignalSink;
import org.watchfloor.plugin.api.source.SourceContext;
import org.watchfloor.plugin.api.source.SourceException;
import org.watchfloor.plugin.api.source.SourceStatus;
import org.watchfloor.plugin.api.source.StateStore;

/** What a source is given here: the center's, over the link. Thread-safe. */
final class HostContext implements SourceContext {
  /** As many as in the center. */
  private static final int SCHEDULER_THREADS = 4;

  private static final long IDLE_SECONDS = 10;

  private final Link link;
  private final long number;
  private final String sourceId;
  private final ScheduledThreadPoolExecutor scheduler;
  private final ThreadPoolExecutor receipts;
  private final SignalSink sink;
  private final StateStore state;
  private volatile boolean shut;

  HostContext(Link link, long number, String sourceId, ClassLoader loader) {
    this.link = link;
    this.number = number;
    this.sourceId = sourceId;
    this.scheduler =
        new ScheduledThreadPoolExecutor(SCHEDULER_THREADS, threads("scheduler", loader));
    scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    scheduler.allowCoreThreadTimeOut(true);
    scheduler.setRemoveOnCancelPolicy(true);
    this.receipts =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("receipts", loader));
    receipts.allowCoreThreadTimeOut(true);
    this.sink = new HostSink(link, this);
    this.state = new HostState(link, this);
  }

  private ThreadFactory threads(String part, ClassLoader loader) {
    AtomicInteger made = new AtomicInteger();
    return task -> {
      Thread thread =
          new Thread(
              () -> {
                MDC.put("source", sourceId);
                task.run();
              },
              sourceId + "-" + part + "-" + made.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }

  /** Where the plugin's reactions to receipts run. */
  Executor receipts() {
    return receipts;
  }

  /** Arguments of a call that concerns this source. */
  ObjectNode args() {
    return Json.object().put("source", number);
  }

  boolean isShut() {
    return shut;
  }

  /** From now on nothing that the source says is passed on. */
  void shut() {
    shut = true;
  }

  void close() {
    shut();
    scheduler.shutdownNow();
    receipts.shutdownNow();
  }

  @Override
  public String sourceId() {
    return sourceId;
  }

  @Override
  public SignalSink sink() {
    return sink;
  }

  @Override
  public void report(SourceStatus status) {
    if (!shut) {
      link.tell("report", StateJson.write(args(), status));
    }
  }

  @Override
  public void fail(SourceException cause) {
    if (!shut) {
      String message = String.valueOf(cause.getMessage());
      link.tell("fail", args().put("kind", Json.word(cause.kind())).put("reason", message));
    }
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return scheduler;
  }

  @Override
  public StateStore state() {
    return state;
  }

  /** The center runs on the same machine. */
  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
