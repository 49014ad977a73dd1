package org.watchfloor.core.runtime.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * Calls into one open instance of a plugin: on threads of its own, each with a deadline, the
 * plugin's class loader and the source's log context. A call that hangs keeps its thread and nobody
 * else's. Thread-safe.
 */
final class PluginCalls {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCalls.class);

  /** Calls at once; with more, the plugin is stuck already. */
  static final int MAX_THREADS = 8;

  /** How long after an interrupt a call may still come back by itself, at most. */
  private static final Duration OBEY = Duration.ofSeconds(1);

  private final String sourceId;
  private final ClassLoader loader;
  private final Redaction redaction;
  private final ScheduledExecutorService timer;
  private final ThreadPoolExecutor pool;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  /** A call that is inside the plugin now; compared by identity. */
  private static final class Running {
    final String what;
    final long since = System.nanoTime();
    volatile boolean said;

    Running(String what) {
      this.what = what;
    }
  }

  /**
   * @param group that the threads are counted in
   */
  PluginCalls(
      String sourceId,
      ClassLoader loader,
      ThreadGroup group,
      Redaction redaction,
      ScheduledExecutorService timer) {
    this.sourceId = sourceId;
    this.loader = loader;
    this.redaction = redaction;
    this.timer = timer;
    this.pool =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.source(sourceId, "call", loader, group));
  }

  Redaction redaction() {
    return redaction;
  }

  /**
   * Calls and waits for the deadline at most.
   *
   * @param what the method, for messages
   * @param expected the checked exception that the contract allows
   */
  <T, X extends Exception> T call(
      String what, Duration deadline, Class<X> expected, Callable<? extends T> body)
      throws X, PluginFault {
    Future<T> answer = submit(what, body);
    try {
      T value = patiently(answer, deadline);
      if (value == null) {
        throw new PluginFault(PluginFault.Kind.CRASHED, what + " returned null");
      }
      return value;
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw hung(what, deadline);
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      if (expected.isInstance(thrown)) {
        throw expected.cast(thrown);
      }
      throw fault(what, thrown);
    }
  }

  /** An interrupt of the caller is kept for later: the call is inside the plugin all the same. */
  private static <T> T patiently(Future<T> answer, Duration deadline)
      throws ExecutionException, TimeoutException {
    long end = System.nanoTime() + deadline.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Calls without waiting. At the deadline the call is interrupted; if it then comes back by itself
   * it was slow, otherwise it hangs. Completes exceptionally with a {@link SourceException} or a
   * {@link PluginFault} only.
   */
  <T extends @Nullable Object> CompletableFuture<T> async(
      String what, Duration deadline, Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    AtomicBoolean late = new AtomicBoolean();
    Future<?> running;
    try {
      running = submit(what, () -> run(what, body, result, late, deadline));
    } catch (PluginFault e) {
      result.completeExceptionally(e);
      return result;
    }
    long obey = Math.min(OBEY.toMillis(), deadline.toMillis());
    Runnable giveUp = () -> result.completeExceptionally(hung(what, deadline));
    Runnable interrupt =
        () -> {
          late.set(true);
          running.cancel(true);
          schedule(giveUp, obey);
        };
    Future<?> alarm = schedule(interrupt, deadline.toMillis());
    result.whenComplete((value, e) -> alarm.cancel(false));
    return result;
  }

  private <T extends @Nullable Object> Boolean run(
      String what,
      Callable<T> body,
      CompletableFuture<T> result,
      AtomicBoolean late,
      Duration deadline) {
    try {
      T value = body.call();
      if (late.get() || !result.complete(value)) {
        result.completeExceptionally(slow(what, deadline));
        discard(value);
      }
    } catch (Throwable e) {
      if (late.get()) {
        result.completeExceptionally(slow(what, deadline));
      } else {
        result.completeExceptionally(e instanceof SourceException ? e : fault(what, e));
      }
    }
    return Boolean.TRUE;
  }

  /** What comes too late, nobody will close. */
  private static void discard(@Nullable Object value) throws Exception {
    if (value instanceof AutoCloseable handle) {
      handle.close();
    }
  }

  private Future<?> schedule(Runnable task, long millis) {
    try {
      return timer.schedule(task, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null); // the platform is stopping
    }
  }

  private <T> Future<T> submit(String what, Callable<? extends T> body) throws PluginFault {
    try {
      return pool.submit(() -> within(what, body));
    } catch (RejectedExecutionException e) {
      if (pool.isShutdown()) {
        throw new PluginFault(PluginFault.Kind.STOPPING, what + ": the source is closed");
      }
      throw new PluginFault(
          PluginFault.Kind.HUNG, what + ": " + MAX_THREADS + " calls into the plugin hang already");
    }
  }

  private <T> T within(String what, Callable<? extends T> body) throws Exception {
    Thread thread = Thread.currentThread();
    Running call = new Running(what);
    running.add(call);
    MDC.put("source", sourceId);
    thread.setContextClassLoader(loader);
    try {
      return body.call();
    } finally {
      running.remove(call);
      thread.setContextClassLoader(loader); // whatever the plugin has set
      MDC.put("source", sourceId);
    }
  }

  /** Methods of calls that have run for so long, each call once. */
  List<String> overdue(Duration notice) {
    List<String> overdue = new ArrayList<>();
    long now = System.nanoTime();
    for (Running call : running) {
      if (!call.said && now - call.since >= notice.toNanos()) {
        call.said = true;
        overdue.add(call.what);
      }
    }
    return overdue;
  }

  private PluginFault fault(String what, Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    if (thrown instanceof LinkageError) {
      String missing = redaction.line(thrown.getMessage());
      return new PluginFault(
          PluginFault.Kind.GONE, "the plugin's classes are gone: " + type + " " + missing);
    }
    LOG.warn("source {} crashed in {}: {}", sourceId, what, redaction.trace(thrown));
    String message = redaction.line(thrown.getMessage());
    return new PluginFault(
        PluginFault.Kind.CRASHED,
        "crashed in " + what + ": " + type + (message.isEmpty() ? "" : " " + message));
  }

  private static PluginFault hung(String what, Duration deadline) {
    return new PluginFault(
        PluginFault.Kind.HUNG, what + " did not return within " + deadline.toMillis() + " ms");
  }

  private static SourceException slow(String what, Duration deadline) {
    return new SourceException(
        SourceException.Kind.RETRY, what + " was not done within " + deadline.toMillis() + " ms");
  }

  /** Interrupts what still runs. False if a thread does not end within the time. */
  boolean close(Duration patience) {
    pool.shutdownNow();
    try {
      return pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
