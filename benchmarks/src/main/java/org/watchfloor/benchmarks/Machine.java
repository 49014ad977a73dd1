package org.watchfloor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a run was on, for the head of its table. */
public final class Machine {
  private Machine() {}

  /** Time, processors, JDK and load. */
  public static String line() throws IOException {
    String model =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .findFirst()
            .orElse("processor unknown");
    return "%s; %d processors, %s; JDK %s; load %.1f before the run"
        .formatted(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            Runtime.getRuntime().availableProcessors(),
            model,
            Runtime.version(),
            load());
  }

  /** Load average of the last minute. */
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** How long syncs of a block take, one after the other, nanoseconds, ascending. */
  public static List<Long> syncs(Path folder, int bytes, int seconds) throws IOException {
    Path file = folder.resolve("fdatasync.tmp");
    ByteBuffer block = ByteBuffer.allocateDirect(bytes);
    List<Long> nanos = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(64 << 20), 0);
      channel.force(true);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      for (long at = 0; System.nanoTime() < end; at = (at + bytes) % (64 << 20)) {
        long began = System.nanoTime();
        channel.write(block.clear(), at);
        channel.force(false);
        nanos.add(System.nanoTime() - began);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    nanos.sort(null);
    return nanos;
  }

  /** A quantile of nanoseconds, in milliseconds; NaN if there are none. */
  public static double millis(List<Long> ascending, double quantile) {
    return ascending.isEmpty()
        ? Double.NaN
        : ascending.get((int) Math.min(ascending.size() - 1, ascending.size() * quantile)) / 1e6;
  }
}
