package org.watchfloor.core.isolation.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.core.isolation.wire.Frame;
import org.watchfloor.core.isolation.wire.RemoteFault;
import org.watchfloor.plugin.api.source.StateStore;

/** Bookmarks, which block for the disk: on a thread for each JVM, with a bounded queue. */
final class StateCalls {
  private static final int MAX_WAITING = 256;

  private final ThreadPoolExecutor thread;

  StateCalls(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread made = new Thread(task, "watchfloor-isolation-" + name + "-state");
              made.setDaemon(true);
              made.setContextClassLoader(StateCalls.class.getClassLoader());
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
  }

  void call(StateStore store, String method, JsonFields fields, CompletableFuture<Frame> answer)
      throws JsonFault {
    String key = fields.text("key");
    String value = method.equals("state-put") ? fields.text("value") : "";
    try {
      thread.execute(() -> run(store, method, key, value, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(
          new RemoteFault(RemoteFault.Kind.IO, "", MAX_WAITING + " bookmarks wait to be written"));
    }
  }

  private static void run(
      StateStore store, String method, String key, String value, CompletableFuture<Frame> answer) {
    try {
      ObjectNode result = Json.object();
      switch (method) {
        case "state-get" -> store.get(key).ifPresent(found -> result.put("value", found));
        case "state-put" -> store.put(key, value);
        default -> store.remove(key);
      }
      answer.complete(Frame.of(result));
    } catch (IllegalArgumentException e) {
      answer.completeExceptionally(fault(RemoteFault.Kind.ARGUMENT, e));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(fault(RemoteFault.Kind.IO, e));
    }
  }

  private static RemoteFault fault(RemoteFault.Kind kind, Exception e) {
    return new RemoteFault(kind, "", String.valueOf(e.getMessage()));
  }

  void close() {
    thread.shutdownNow();
  }
}
