package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.LinkClosed;
import org.watchfloor.core.isolation.wire.LinkFull;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * A plugin's JVM that runs, and the connection to it. Thread-safe. Ends once, whatever the cause;
 * then whoever waits for it, and every source in it, is told the reason.
 */
final class Jvm {
  /** Cancelled calls that hang on in the plugin, after which only a new JVM helps. */
  private static final int MAX_STUCK = 8;

  private final Process process;
  private final Link link;
  private final CenterSide center;
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final AtomicReference<@Nullable String> why = new AtomicReference<>();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger stuck = new AtomicInteger();

  Jvm(Process process, Link link, CenterSide center) {
    this.process = process;
    this.link = link;
    this.center = center;
    process.onExit().thenRun(() -> link.close(Link.PEER_CLOSED));
    center.closed().thenAccept(this::linkClosed);
  }

  /** Completes with the reason in words, once nothing of it is left. */
  CompletableFuture<String> ended() {
    return ended;
  }

  CenterSide center() {
    return center;
  }

  long pid() {
    return process.pid();
  }

  private void linkClosed(String reason) {
    if (!reason.equals(Link.PEER_CLOSED)) {
      why.compareAndSet(null, reason);
    }
    // an exit code says more than a connection that broke, and comes at almost the same time
    process
        .onExit()
        .completeOnTimeout(process, 500, TimeUnit.MILLISECONDS)
        .thenAccept(p -> finish(p.isAlive() ? reason : Exit.words(p.exitValue())));
  }

  private void finish(String found) {
    kill();
    String given = why.get();
    String reason = "the plugin's JVM " + (given != null ? given : found);
    if (ended.complete(reason)) {
      center.end(reason);
    }
  }

  /** Ends it by force; the reason follows "the plugin's JVM". */
  void kill(String reason) {
    why.compareAndSet(null, reason);
    kill();
    link.close(reason);
  }

  /** With what a command prefix may have started around it. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Asks it to end by closing what it reads, and waits; by force after a second. */
  void stop() {
    why.compareAndSet(null, "was stopped");
    link.close("is stopping");
    try {
      process.getOutputStream().close();
    } catch (java.io.IOException e) {
      // it is gone already
    }
    try {
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        kill();
        process.waitFor(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks for a sign of life; ends it if so many were not answered. Counted, not timed: a center
   * that was itself suspended must not take its plugins for dead.
   */
  void beat(int most, Duration silence) {
    if (unanswered.getAndIncrement() >= most) {
      kill("did not answer for " + silence.toMillis() + " ms and was ended");
    } else if (stuck.get() > MAX_STUCK) {
      kill("has " + stuck.get() + " calls that hang in the plugin and was ended");
    } else {
      link.call("ping", Json.object())
          .answer()
          .whenComplete(
              (pong, e) -> {
                if (pong != null) {
                  unanswered.set(0);
                }
              });
    }
  }

  void tell(String what, ObjectNode args) {
    link.tell(what, args);
  }

  CompletableFuture<Frame> ask(String method, ObjectNode args, byte[]... parts) {
    return link.call(method, args, parts).answer();
  }

  /**
   * Calls the plugin and waits; the caller has the deadline, and interrupts.
   *
   * @throws Gone if the JVM ends meanwhile
   * @throws SourceException as the plugin threw it, or RETRY if the JVM does not keep up
   * @throws RemoteFault of kind MALFORMED or UNKNOWN
   * @throws PluginCrash for anything else that the plugin threw
   */
  Frame call(String method, ObjectNode args, byte[]... parts)
      throws Gone, SourceException, RemoteFault, InterruptedException {
    Link.Call call = link.call(method, args, parts);
    try {
      return call.answer().get();
    } catch (InterruptedException e) {
      abandon(call);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LinkClosed) {
        throw new Gone(reason());
      }
      Exception thrown = translated(e.getCause());
      if (thrown instanceof SourceException known) {
        throw known;
      } else if (thrown instanceof RemoteFault fault) {
        throw fault;
      }
      throw (PluginCrash) thrown;
    }
  }

  private void abandon(Link.Call call) {
    stuck.incrementAndGet();
    link.interrupt(call).whenComplete((answer, e) -> stuck.decrementAndGet());
  }

  /** What an asked answer failed with, as plugin-api knows it. */
  Exception translated(@Nullable Throwable cause) {
    if (cause instanceof LinkClosed) {
      return new SourceException(SourceException.Kind.RETRY, "the plugin's JVM ended");
    }
    if (cause instanceof LinkFull) {
      return new SourceException(
          SourceException.Kind.RETRY, "the plugin's JVM does not keep up with what is sent to it");
    }
    if (cause instanceof RemoteFault fault) {
      return switch (fault.kind()) {
        case SOURCE -> StateJson.exception(fault.detail(), fault.text());
        case MALFORMED, UNKNOWN -> fault;
        default -> new PluginCrash(StateJson.cut(fault.text()));
      };
    }
    return new PluginCrash(String.valueOf(cause));
  }

  /** Waits a moment for the exit code. */
  private String reason() {
    try {
      return ended.get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return "the plugin's JVM ended";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the plugin's JVM ended";
    }
  }
}
