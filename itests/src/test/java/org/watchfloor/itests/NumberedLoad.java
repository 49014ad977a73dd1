package org.watchfloor.itests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.harness.Center;

/**
 * A sender for each of several sources. Each numbers its signals and sends a batch again and again
 * until it is acknowledged, as a vendor does; after a pause it catches up. So each number up to the
 * last one acknowledged must be in the journal, once.
 */
final class NumberedLoad implements AutoCloseable {
  private static final int BATCH = 20;

  /** A sender that was held up does not send more than this many seconds of signals at once. */
  private static final int CATCH_UP_SECONDS = 2;

  private final String secret;
  private final int first;
  private final Map<String, Sender> senders = new TreeMap<>();
  private volatile Center center;
  private volatile boolean ended;

  /**
   * @param first number before the first signal's, so that a second load sends others
   */
  NumberedLoad(Center center, List<String> sources, String secret, int perSecond, int first) {
    this.center = center;
    this.first = first;
    this.secret = secret;
    for (String source : sources) {
      Sender sender = new Sender(source, perSecond / sources.size());
      senders.put(source, sender);
      sender.start();
    }
  }

  /** The same center after a restart. */
  void now(Center restarted) {
    center = restarted;
  }

  private final class Sender extends Thread {
    private final String source;
    private final int perSecond;
    final AtomicInteger acknowledged = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    volatile Throwable broken;

    Sender(String source, int perSecond) {
      super("sender-" + source);
      this.source = source;
      this.perSecond = perSecond;
      setDaemon(true);
    }

    @Override
    public void run() {
      long due = System.nanoTime();
      try {
        while (!ended) {
          send(batch(acknowledged.get()));
          due += TimeUnit.SECONDS.toNanos(1) * BATCH / perSecond;
          due = Math.max(due, System.nanoTime() - TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS));
          TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception | Error e) {
        broken = e;
      }
    }

    private byte[] batch(int before) {
      StringBuilder lines = new StringBuilder();
      for (int n = first + before + 1; n <= first + before + BATCH; n++) {
        lines.append(lines.isEmpty() ? "" : "\n").append(n);
      }
      return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void send(byte[] batch) throws Exception {
      while (!ended) {
        int status = 0;
        try {
          HttpResponse<String> answer = center.hook(source + "/" + secret, batch);
          status = answer.statusCode();
        } catch (IOException e) {
          // the center is down: not acknowledged
        }
        if (status / 100 == 2) {
          acknowledged.addAndGet(BATCH);
          return;
        }
        if (status == 400) {
          throw new IllegalStateException("a good message was refused");
        }
        refused.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  Set<String> sources() {
    return senders.keySet();
  }

  int acknowledged() {
    return senders.values().stream().mapToInt(sender -> sender.acknowledged.get()).sum();
  }

  int refused() {
    return senders.values().stream().mapToInt(sender -> sender.refused.get()).sum();
  }

  int acknowledged(String source) {
    return senders.get(source).acknowledged.get();
  }

  /** Ends the senders; what was under way has been answered. */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Sender sender : senders.values()) {
      sender.join(60_000);
      if (sender.broken != null) {
        throw new AssertionError(sender.getName(), sender.broken);
      }
    }
  }

  /** What is wrong with the journal, in words; nothing if each number is there once. */
  List<String> faults() throws Exception {
    Map<String, BitSet> found = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (long after = 0; ; ) {
      JsonNode page =
          center.get("/api/v1/signals?kind=" + MadePlugin.KIND + "&limit=1000&after=" + after);
      for (JsonNode item : page.get("items")) {
        String source = item.get("sourceId").asText();
        int number = Integer.parseInt(item.get("signal").get("vendorKey").asText());
        BitSet numbers = found.computeIfAbsent(source, any -> new BitSet());
        if (numbers.get(number)) {
          faults.add(source + " " + number + " is there twice");
        }
        numbers.set(number);
      }
      if (!page.hasNonNull("next")) {
        break;
      }
      after = Long.parseLong(page.get("next").asText());
    }
    senders.forEach(
        (source, sender) -> {
          BitSet numbers = found.getOrDefault(source, new BitSet());
          int missing = numbers.nextClearBit(first + 1);
          if (missing <= first + sender.acknowledged.get()) {
            faults.add(source + " " + missing + " was acknowledged and is lost");
          }
        });
    return faults.size() > 20 ? faults.subList(0, 20) : faults;
  }
}
