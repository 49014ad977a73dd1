package org.watchfloor.benchmarks;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Messages of 1 kB to eight subscribers: as many as go while 5,000 at most are under way, and at
 * 5,000/s how long one takes until the last of the eight has it. Every peer in this JVM, one after
 * the other, on the same disk.
 */
public final class BusBench {
  private static final int UNDER_WAY = 5_000;
  private static final int PACED = 5_000;
  private static final int MAX = 20_000_000;

  /** Opens a peer that tells of its deliveries. */
  @FunctionalInterface
  private interface Opener {
    Peer open(Path folder, Peer.Deliveries deliveries) throws Exception;
  }

  private final int seconds;
  private final AtomicIntegerArray missing = new AtomicIntegerArray(MAX);
  private final long[] sentAt = new long[MAX];
  private final long[] took = new long[MAX];
  private final Semaphore underWay = new Semaphore(UNDER_WAY);
  private double oursPerSecond;

  private BusBench(int seconds) {
    this.seconds = seconds;
  }

  /**
   * Prints a table in Markdown.
   *
   * @param args seconds of each run, default 15; then words that the names of peers begin with,
   *     default all
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    String only = args.length > 1 ? args[1] : "";
    System.out.println(Machine.line() + "\n");
    System.out.println(
        "| what | max signals/s | CPU µs a signal | p50 ms at 5,000/s | p99 ms at 5,000/s |");
    System.out.println("|---|---|---|---|---|");
    double[] group = {64};
    measure(
        seconds,
        only,
        "ours",
        (folder, deliveries) -> {
          OursPeer ours = new OursPeer(folder, deliveries);
          return new Counted(ours, () -> group[0] = ours.groupSize());
        });
    raw(seconds, (int) Math.max(1, Math.round(group[0])));
    raw(seconds, 1);
    measure(seconds, only, "artemis", ArtemisPeer::new);
    measure(seconds, only, "kafka", KafkaPeer::new);
    measure(seconds, only, "postgresql", (folder, deliveries) -> new PostgresPeer(deliveries));
    measure(seconds, only, "hazelcast", (folder, deliveries) -> new HazelcastPeer(deliveries));
    measure(seconds, only, "eventadmin", EventAdminPeer::new);
    System.exit(0);
  }

  private static void measure(int seconds, String only, String word, Opener opener)
      throws Exception {
    if (word.startsWith(only)) {
      new BusBench(seconds).measure(opener);
    }
  }

  /** A peer that something is asked of before it is closed. */
  private record Counted(Peer peer, Runnable before) implements Peer {
    @Override
    public String name() {
      return peer.name();
    }

    @Override
    public void publish(int number) throws Exception {
      peer.publish(number);
    }

    @Override
    public void close() throws Exception {
      before.run();
      peer.close();
    }
  }

  private void measure(Opener opener) throws Exception {
    Path folder = Files.createTempDirectory("watchfloor-bus");
    try (Peer peer = opener.open(folder, this::delivered)) {
      int next = flatOut(peer, 0, Math.max(3, seconds / 2));
      next = paced(peer, next, 3); // what was compiled for a flood is not what a trickle needs
      int first = next;
      double cpu = Cpu.ownSeconds() + peer.otherCpuSeconds();
      long began = System.nanoTime();
      next = flatOut(peer, first, seconds);
      double rate = (next - first) / ((System.nanoTime() - began) / 1e9);
      cpu = Cpu.ownSeconds() + peer.otherCpuSeconds() - cpu;
      int pacedFrom = next;
      next = paced(peer, pacedFrom, seconds);
      List<Long> nanos = new ArrayList<>();
      for (int i = pacedFrom; i < next; i++) {
        nanos.add(took[i]);
      }
      nanos.sort(null);
      System.out.printf(
          "| %s | %.0f | %.1f | %.2f | %.2f |%n",
          peer.name(),
          rate,
          cpu / (next == first ? 1 : pacedFrom - first) * 1e6,
          Machine.millis(nanos, 0.5),
          Machine.millis(nanos, 0.99));
    }
  }

  private void delivered(int number) {
    if (missing.decrementAndGet(number) == 0) {
      took[number] = System.nanoTime() - sentAt[number];
      underWay.release();
    }
  }

  private void send(Peer peer, int number, long since) throws Exception {
    if (!underWay.tryAcquire(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(peer.name() + ": nothing was delivered for 60 s");
    }
    missing.set(number, peer.deliveries());
    sentAt[number] = since;
    peer.publish(number);
  }

  /** Number of the next message, once all are delivered. */
  private int flatOut(Peer peer, int first, int forSeconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds);
    int number = first;
    while (System.nanoTime() < end && number < MAX - PACED * 100) {
      send(peer, number, System.nanoTime());
      number++;
    }
    awaitAll(peer);
    return number;
  }

  private int paced(Peer peer, int first, int forSeconds) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < forSeconds * PACED; i++) {
      long due = began + i * 1_000_000_000L / PACED;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(peer, first + i, due); // one that had to wait for the one before it has waited
    }
    awaitAll(peer);
    return first + forSeconds * PACED;
  }

  private void awaitAll(Peer peer) throws InterruptedException {
    if (!underWay.tryAcquire(UNDER_WAY, 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(peer.name() + ": not all was delivered within 60 s");
    }
    underWay.release(UNDER_WAY);
  }

  /** Groups of messages written to a file and synced, one after the other: the disk's limit. */
  private static void raw(int seconds, int group) throws Exception {
    Path file = Files.createTempFile("watchfloor-raw", ".log");
    ByteBuffer block = ByteBuffer.allocateDirect(group * Payload.BYTES);
    List<Long> nanos = new ArrayList<>();
    double cpu = Cpu.ownSeconds();
    long began = System.nanoTime();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long end = began + TimeUnit.SECONDS.toNanos(seconds);
      for (long at = System.nanoTime(); at < end; at = System.nanoTime()) {
        channel.write(block.clear());
        channel.force(false);
        nanos.add(System.nanoTime() - at);
      }
    } finally {
      Files.delete(file);
    }
    double took = (System.nanoTime() - began) / 1e9;
    cpu = Cpu.ownSeconds() - cpu;
    nanos.sort(null);
    System.out.printf(
        "| fdatasync of %d kB, one after the other: p50 and p99 are those of one sync | %.0f | %.1f | %.2f | %.2f |%n",
        group,
        nanos.size() * (double) group / took,
        cpu / nanos.size() / group * 1e6,
        Machine.millis(nanos, 0.5),
        Machine.millis(nanos, 0.99));
  }
}
