package org.watchfloor.itests;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.harness.Center;

/** One sender for each node, which sends the same batch again until it is acknowledged. */
final class ClusterLoad implements AutoCloseable {
  private static final int BATCH = 20;

  private final Map<String, Center> centers = new ConcurrentHashMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean ended;
  private volatile Throwable broken;

  /**
   * @param perSecond signals of each sender
   */
  ClusterLoad(Map<String, Center> nodes, int perSecond) {
    centers.putAll(nodes);
    for (String node : nodes.keySet()) {
      Thread sender = new Thread(() -> send(node, perSecond), "sender-" + node);
      sender.setDaemon(true);
      senders.add(sender);
      sender.start();
    }
  }

  /** A node's process of now. */
  void now(String node, Center center) {
    centers.put(node, center);
  }

  private void send(String node, int perSecond) {
    long due = System.nanoTime();
    try {
      for (int number = 0; !ended; number++) {
        List<String> keys = new ArrayList<>();
        String body = batch(node + "-" + number, keys);
        while (!ended && !post(node, body)) {
          refused.incrementAndGet();
          TimeUnit.MILLISECONDS.sleep(100);
        }
        if (!ended) {
          acknowledged.addAll(keys);
        }
        due += TimeUnit.SECONDS.toNanos(1) * BATCH / perSecond;
        due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      broken = e;
    }
  }

  private static String batch(String prefix, List<String> keys) {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      String key = prefix + "-" + i;
      keys.add(key);
      body.append(i == 0 ? "" : ",")
          .append("{\"vendorKey\":\"")
          .append(key)
          .append("\",\"kind\":\"test.load\",\"occurredAt\":\"")
          .append(Instant.now())
          .append("\"}");
    }
    return body.append("]").toString();
  }

  private boolean post(String node, String body) throws Exception {
    try {
      HttpResponse<String> answer =
          centers.get(node).send("POST", "/api/v1/signals", "application/json", body);
      if (answer.statusCode() == 400) {
        throw new IllegalStateException("a good message was refused: " + answer.body());
      }
      return answer.statusCode() == 202;
    } catch (IOException e) {
      return false; // the node is down
    }
  }

  Set<String> acknowledged() {
    return acknowledged;
  }

  int refused() {
    return refused.get();
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread sender : senders) {
      sender.join(40_000);
    }
    if (broken != null) {
      throw new AssertionError("a sender ended", broken);
    }
  }
}
