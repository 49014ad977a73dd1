package org.watchfloor.itests;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.watchfloor.harness.Center;

/**
 * Who used the processors: the center, this test, and others, whose load makes every figure of
 * latency meaningless. Where there is no {@code /proc/stat}, others are taken to have used none.
 */
record Processors(long atNanos, long center, long test, long all) {
  private static final Path STAT = Path.of("/proc/stat");

  /** Of a tick of {@code /proc/stat}, in nanoseconds: USER_HZ is 100 on every Linux. */
  private static final long TICK = Duration.ofMillis(10).toNanos();

  static Processors now(Center center) throws IOException {
    return new Processors(System.nanoTime(), ofCenter(center), ofTest(), ofAll());
  }

  private static long ofCenter(Center center) throws IOException {
    List<String> pids = Files.readAllLines(center.home().resolve("watchfloor.pid"));
    return ProcessHandle.of(Long.parseLong(pids.get(1).strip()))
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO)
        .toNanos();
  }

  private static long ofTest() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Fields of proc(5): user nice system idle iowait irq softirq steal. */
  private static long ofAll() throws IOException {
    if (!Files.exists(STAT)) {
      return 0;
    }
    String[] fields = Files.readAllLines(STAT).get(0).trim().split("\\s+");
    long busy = 0;
    for (int i = 1; i <= 8; i++) {
      if (i != 4 && i != 5) {
        busy += Long.parseLong(fields[i]);
      }
    }
    return busy * TICK;
  }

  /** Processors that the center has kept busy since then. */
  double center(Processors since) {
    return (double) (center - since.center) / (atNanos - since.atNanos);
  }

  /** Part of all processors that others have used since then, 0 to 1. */
  double others(Processors since) {
    long others = (all - since.all) - (center - since.center) - (test - since.test);
    double share = (double) others / (atNanos - since.atNanos);
    return Math.max(0, share / Runtime.getRuntime().availableProcessors());
  }
}
