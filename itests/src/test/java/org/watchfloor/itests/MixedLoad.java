package org.watchfloor.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.watchfloor.harness.Center;
import org.watchfloor.harness.EventStream;

/**
 * A sender of plate reads, some of them hot, gunshots and signals of no special kind, and a screen
 * that hears the alerts. Counts what was acknowledged, which is what must be found.
 */
final class MixedLoad implements AutoCloseable {
  static final String HOT = "HOT1234";
  private static final int BATCH = 20;
  private static final int BATCHES_PER_SECOND = 25;

  /** Each so many batches has a gunshot and a hot plate. */
  private static final int ALERTS_EVERY = 5;

  private final Center center;
  private final String name;
  private final EventStream events;
  private final Thread sender = new Thread(this::send, "mixed-load");
  private final Thread screen = new Thread(this::listen, "mixed-screen");
  private final long wallMinusNanos = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger batches = new AtomicInteger();
  private final AtomicInteger alerts = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();
  private volatile boolean ended;
  private volatile Throwable broken;

  MixedLoad(Center center, String name) throws Exception {
    this.center = center;
    this.name = name;
    this.events = EventStream.open(center, "?types=alert");
    sender.setDaemon(true);
    screen.setDaemon(true);
    sender.start();
    screen.start();
  }

  private void send() {
    long due = System.nanoTime();
    try {
      for (int batch = 0; !ended; ) {
        if (acknowledged(batch)) {
          batches.incrementAndGet();
          alerts.addAndGet(batch % ALERTS_EVERY == 0 ? 2 : 0);
          batch++;
        } else {
          refused.incrementAndGet();
        }
        due += TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND;
        due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      broken = e;
    }
  }

  /** The same batch again is the same signals. */
  private boolean acknowledged(int batch) throws Exception {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      body.append(i == 0 ? "" : ",").append(signal(batch, i));
    }
    try {
      HttpResponse<String> answer =
          center.send("POST", "/api/v1/signals", "application/json", body.append("]").toString());
      return answer.statusCode() == 202;
    } catch (IOException e) {
      return false;
    }
  }

  private String signal(int batch, int i) {
    boolean alert = batch % ALERTS_EVERY == 0;
    String kind =
        i == 0 && alert ? "gunshot.detected" : i % 2 == 1 ? "plate.read" : "test.mixed-load";
    String detail =
        kind.equals("plate.read")
            ? ",\"detail\":{\"plate\":\"" + (i == 1 && alert ? HOT : "P" + batch + "X" + i) + "\"}"
            : "";
    return "{\"vendorKey\":\"%s-%d-%d\",\"kind\":\"%s\",\"occurredAt\":\"%s\"%s}"
        .formatted(name, batch, i, kind, Instant.now(), detail);
  }

  private void listen() {
    BlockingQueue<EventStream.Event> queue = events.events();
    try {
      while (!ended || !queue.isEmpty()) {
        EventStream.Event event = queue.poll(100, TimeUnit.MILLISECONDS);
        if (event != null) {
          JsonNode alert = event.data().get("alert");
          shown.add(alert.get("id").asText());
          long arrived = event.arrivedNanos() / 1_000_000 + wallMinusNanos;
          long sent = Instant.parse(alert.get("occurredAt").asText()).toEpochMilli();
          slowest.accumulateAndGet(arrived - sent, Math::max);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int acknowledged() {
    return batches.get() * BATCH;
  }

  /** Each batch has as many. */
  int plateReads() {
    return batches.get() * BATCH / 2;
  }

  int hits() {
    return alerts.get() / 2;
  }

  int alerts() {
    return alerts.get();
  }

  int shown() {
    return shown.size();
  }

  int refused() {
    return refused.get();
  }

  /** Milliseconds from a signal to its alert on the screen, at worst since the last call. */
  long slowest() {
    return slowest.getAndSet(0);
  }

  /** Ends the sender; the screen hears on until all alerts were shown. */
  void endSending() throws InterruptedException {
    ended = true;
    sender.join(60_000);
    if (broken != null) {
      throw new AssertionError("the sender broke", broken);
    }
  }

  void awaitShown() throws InterruptedException {
    Center.await("all alerts on the screen", () -> drained() >= alerts());
  }

  private int drained() {
    for (EventStream.Event e = events.events().poll(); e != null; e = events.events().poll()) {
      shown.add(e.data().get("alert").get("id").asText());
    }
    return shown.size();
  }

  @Override
  public void close() throws Exception {
    endSending();
    events.close();
  }
}
