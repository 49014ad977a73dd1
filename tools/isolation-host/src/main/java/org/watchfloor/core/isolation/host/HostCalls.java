package org.watchfloor.core.isolation.host;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.Link;
import org.watchfloor.core.isolation.wire.LinkHandler;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.core.isolation.wire.StateJson;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.plugin.api.source.SourceException;

/**
 * The center's calls, each on a thread of its own, which an interrupt of the center reaches.
 * Thread-safe.
 */
final class HostCalls implements LinkHandler {
  private static final Logger LOG = LoggerFactory.getLogger(HostCalls.class);

  /** Calls at once; the center has a limit of its own for each source. */
  private static final int MAX_THREADS = 256;

  private static final int MAX_TRACE = 6_000;

  private final Map<Long, HostedCall> underWay = new ConcurrentHashMap<>();
  private final Consumer<String> onEnd;
  private final ThreadPoolExecutor threads;
  private volatile @Nullable HostedDecoders decoders;
  private volatile @Nullable HostedSources sources;
  private volatile ClassLoader loader = HostCalls.class.getClassLoader();

  HostCalls(Consumer<String> onEnd) {
    this.onEnd = onEnd;
    AtomicInteger made = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "call-" + made.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Before the center is told that the plugin is there. */
  void serve(Link link, LoadedPlugin plugin) {
    loader = plugin.loader();
    decoders = plugin.decoder() == null ? null : new HostedDecoders(plugin.decoder(), plugin);
    sources = plugin.source() == null ? null : new HostedSources(link, plugin.source(), plugin);
  }

  @Override
  public void called(String method, long id, Frame args, CompletableFuture<Frame> answer)
      throws JsonFault {
    if (method.equals("ping")) {
      answer.complete(Frame.of(Json.object()));
      return;
    }
    Callable<Frame> call = bind(method, args);
    String source = args.fields().optionalText("sourceId").orElse("");
    HostedCall task =
        new HostedCall(
            () -> {
              answerWith(method, source, call, answer);
              underWay.remove(id);
            });
    underWay.put(id, task);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      underWay.remove(id);
      answer.completeExceptionally(crash(MAX_THREADS + " calls into the plugin hang already"));
    }
  }

  private Callable<Frame> bind(String method, Frame args) throws JsonFault {
    HostedDecoders ofDecoders = decoders;
    HostedSources ofSources = sources;
    if (ofDecoders != null) {
      return ofDecoders.bind(method, args);
    }
    if (ofSources != null) {
      return ofSources.bind(method, args);
    }
    throw new JsonFault("m", "nothing is served yet");
  }

  private void answerWith(
      String method, String source, Callable<Frame> call, CompletableFuture<Frame> answer) {
    Thread thread = Thread.currentThread();
    thread.setContextClassLoader(loader);
    MDC.put("source", source);
    try {
      answer.complete(call.call());
    } catch (SourceException e) {
      answer.completeExceptionally(StateJson.fault(e));
    } catch (MalformedMessage e) {
      answer.completeExceptionally(
          new RemoteFault(RemoteFault.Kind.MALFORMED, e.field(), e.reason()));
    } catch (RemoteFault e) {
      answer.completeExceptionally(e);
    } catch (InterruptedException e) {
      answer.completeExceptionally(crash("was interrupted"));
    } catch (Throwable e) { // whatever a plugin throws, the center waits for an answer
      LOG.warn("the plugin crashed in {}: {}", method, trace(e));
      answer.completeExceptionally(crash(e.getClass().getSimpleName() + " " + e.getMessage()));
    } finally {
      MDC.remove("source");
    }
  }

  /** Where, and not what: a message may hold a secret, which only the center can tell. */
  private static String trace(Throwable thrown) {
    StringBuilder trace = new StringBuilder();
    for (Throwable each = thrown; each != null && trace.length() < MAX_TRACE; ) {
      trace.append(each.getClass().getName());
      for (StackTraceElement frame : each.getStackTrace()) {
        trace.append("\n\tat ").append(frame);
      }
      trace.append('\n');
      each = each.getCause() == each ? null : each.getCause();
    }
    return trace.toString();
  }

  private static RemoteFault crash(String text) {
    return new RemoteFault(RemoteFault.Kind.CRASH, "", StateJson.cut(text));
  }

  @Override
  public void told(String what, Frame args) throws JsonFault {
    if (what.equals("interrupt")) {
      HostedCall call = underWay.get((long) args.fields().number("call"));
      if (call != null) {
        call.interrupt();
      }
    } else if (what.equals("unwatch")) {
      HostedSources open = sources;
      if (open != null) {
        open.unwatch((long) args.fields().number("watch"));
      }
    }
  }

  @Override
  public void closed(String reason) {
    onEnd.accept(reason);
  }
}
