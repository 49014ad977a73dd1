package org.watchfloor.itests;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.watchfloor.harness.AlprMessage;
import org.watchfloor.harness.Center;

/**
 * A plate reader that posts a read every so often, whatever becomes of those before, and notes how
 * long each takes from the moment at which it was due.
 */
final class SteadyLoad implements AutoCloseable {
  private final Center center;
  private final String hook;
  private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final long periodNanos;
  private final long begin = System.nanoTime();

  /**
   * One read.
   *
   * @param due {@link System#nanoTime}
   * @param status of the answer; 0 for none
   */
  record Read(long due, long tookNanos, int status) {}

  /**
   * What happened in a time.
   *
   * @param p99Millis of the answers
   */
  record Figures(int reads, long refused, double p50Millis, double p99Millis, double maxMillis) {
    @Override
    public String toString() {
      return String.format(
          "%d reads, %d refused, p50 %.1f ms, p99 %.1f ms, max %.1f ms",
          reads, refused, p50Millis, p99Millis, maxMillis);
    }
  }

  SteadyLoad(Center center, String hook, int perSecond) {
    this.center = center;
    this.hook = hook;
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    clock.scheduleAtFixedRate(this::post, 0, periodNanos, TimeUnit.NANOSECONDS);
  }

  private void post() {
    int n = sent.getAndIncrement();
    long due = begin + n * periodNanos;
    byte[] body =
        AlprMessage.group("load-" + begin + "-" + n, String.format("L%06d", n), Instant.now());
    open.incrementAndGet();
    center
        .http()
        .sendAsync(
            HttpRequest.newBuilder(center.uri("/hooks/" + hook))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .whenComplete(
            (answer, e) -> {
              int status = answer == null ? 0 : answer.statusCode();
              reads.add(new Read(due, System.nanoTime() - due, status));
              open.decrementAndGet();
            });
  }

  /** Figures of the reads that were due within a time that is over. */
  Figures between(long from, long to) throws InterruptedException {
    Center.await("the answers to the load", () -> open.get() < 10);
    List<Read> within = reads.stream().filter(r -> r.due() >= from && r.due() < to).toList();
    double[] millis = within.stream().mapToDouble(r -> r.tookNanos() / 1e6).sorted().toArray();
    long refused = within.stream().filter(r -> r.status() / 100 != 2).count();
    return new Figures(millis.length, refused, at(millis, 0.50), at(millis, 0.99), at(millis, 1.0));
  }

  private static double at(double[] sorted, double part) {
    if (sorted.length == 0) {
      throw new AssertionError("no read was answered in this time");
    }
    return sorted[(int) Math.ceil(part * sorted.length) - 1];
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
