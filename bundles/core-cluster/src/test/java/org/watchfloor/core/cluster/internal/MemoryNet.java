package org.watchfloor.core.cluster.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A network that is slow, loses messages and falls apart as the test says. */
final class MemoryNet implements AutoCloseable {
  private final Map<String, Transport.Handler> handlers = new ConcurrentHashMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService wire = Executors.newScheduledThreadPool(2);
  private final Random random;
  private volatile double loss;

  MemoryNet(long seed) {
    random = new Random(seed);
  }

  /** Whether a node speaks to no other one. */
  void isolate(String node, boolean isolated) {
    if (isolated) {
      cut.add(node);
    } else {
      cut.remove(node);
    }
  }

  /** Share of messages, and of answers, that get lost. */
  void lose(double share) {
    loss = share;
  }

  Transport join(String node, Transport.Handler handler) {
    handlers.put(node, handler);
    return new End(node, handler);
  }

  private boolean lost(String from, String to) {
    return cut.contains(from) || cut.contains(to) || chance() < loss;
  }

  private double chance() {
    synchronized (random) {
      return random.nextDouble();
    }
  }

  private final class End implements Transport {
    private final String node;
    private final Handler handler;

    End(String node, Handler handler) {
      this.node = node;
      this.handler = handler;
    }

    @Override
    public CompletableFuture<byte[]> call(String to, Lane lane, byte[] request, Duration deadline) {
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      later(
          () -> {
            Handler there = handlers.get(to);
            if (there == null) {
              answer.completeExceptionally(new IOException("nobody there"));
            } else if (!lost(node, to)) {
              there.handle(request).thenAccept(bytes -> back(to, bytes, answer));
            }
          });
      return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void back(String to, byte[] bytes, CompletableFuture<byte[]> answer) {
      later(
          () -> {
            if (!lost(to, node)) {
              answer.complete(bytes);
            }
          });
    }

    private void later(Runnable task) {
      wire.schedule(task, (long) (chance() * 3_000), TimeUnit.MICROSECONDS);
    }

    @Override
    public String trouble(String other) {
      return handlers.containsKey(other) ? "" : "not there";
    }

    @Override
    public List<String> strangers() {
      return List.of();
    }

    @Override
    public void close() {
      handlers.remove(node, handler);
    }
  }

  @Override
  public void close() {
    wire.shutdownNow();
  }
}
