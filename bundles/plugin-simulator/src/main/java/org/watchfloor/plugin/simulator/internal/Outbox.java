package org.watchfloor.plugin.simulator.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages on their way to the center, one at a time, urgent ones first. A message leaves when the
 * center has acknowledged it; while the center is busy or away they wait, and of the ordinary ones
 * the oldest give way to new ones. Thread-safe.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int MAX_WAITING = 2_000;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  /** While a source is being opened its hook answers 404: so long it is worth asking again. */
  private static final long OPENING_MILLIS = 60_000;

  private final CenterClient client;
  private final Deque<Item> urgent = new ArrayDeque<>();
  private final Deque<Item> ordinary = new ArrayDeque<>();
  private long pause;
  private long quietUntil = System.nanoTime();
  private long made;
  private long acknowledged;
  private long refused;
  private long dropped;
  private long retries;
  private String trouble = "";

  /**
   * A message.
   *
   * @param source whose hook takes it
   * @param path with the secret: never shown
   */
  private record Item(String source, String path, byte[] body, boolean urgent, long since) {}

  Outbox(CenterClient client) {
    this.client = client;
  }

  /** Never blocks. */
  synchronized void add(String source, String secret, byte[] body, boolean first) {
    made++;
    Item item = new Item(source, "/hooks/" + source + "/" + secret, body, first, System.nanoTime());
    (first ? urgent : ordinary).addLast(item);
    while (urgent.size() + ordinary.size() > MAX_WAITING) {
      (ordinary.isEmpty() ? urgent : ordinary).removeFirst();
      dropped++;
    }
  }

  /** Sends what waits, until nothing does or the center wants a pause. Called by one thread. */
  void drain() {
    for (Item item = next(); item != null; item = next()) {
      try {
        CenterClient.Reply reply =
            client.send("POST", item.path(), item.body(), "application/json", Optional.empty());
        settle(item, reply);
      } catch (IOException e) {
        away(item, "does not answer (" + e.getClass().getSimpleName() + ")", 0);
      }
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }

  /** What is wrong now, in words; empty when all is well. */
  synchronized String trouble() {
    int waiting = urgent.size() + ordinary.size();
    return trouble.isEmpty() ? "" : trouble + "; " + waiting + " messages wait";
  }

  synchronized Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("messages", made);
    facts.put("acknowledged", acknowledged);
    facts.put("refused", refused);
    facts.put("dropped", dropped);
    facts.put("retries", retries);
    facts.put("waiting", urgent.size() + ordinary.size());
    return facts;
  }

  private synchronized @Nullable Item next() {
    if (System.nanoTime() - quietUntil < 0) {
      return null;
    }
    Item item = urgent.pollFirst();
    return item != null ? item : ordinary.pollFirst();
  }

  private synchronized void settle(Item item, CenterClient.Reply reply) {
    if (reply.good()) {
      acknowledged++;
      pause = 0;
      trouble = "";
    } else if (reply.busy()) {
      away(item, "takes nothing now (" + reply.status() + ")", reply.retryAfter());
    } else if ((reply.status() == 404 || reply.status() == 401) && young(item)) {
      retries++;
      trouble = item.source() + " is not open yet (" + reply.status() + ")";
      (item.urgent() ? urgent : ordinary).addLast(item);
      quietUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS);
    } else {
      refused++;
      trouble = item.source() + " refuses messages (" + reply.status() + ")";
      LOG.warn("{} refused a message of the demo city: status {}", item.source(), reply.status());
    }
  }

  private synchronized void away(Item item, String words, int seconds) {
    retries++;
    (item.urgent() ? urgent : ordinary).addFirst(item);
    pause = pause == 0 ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    long millis =
        Math.min(LONGEST_PAUSE_MILLIS, Math.max(pause, TimeUnit.SECONDS.toMillis(seconds)));
    quietUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    trouble = "the center " + words;
  }

  private static boolean young(Item item) {
    return System.nanoTime() - item.since() < TimeUnit.MILLISECONDS.toNanos(OPENING_MILLIS);
  }
}
