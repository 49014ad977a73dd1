package org.watchfloor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What a process has used, from {@code /proc}; this machine's own clock ticks are 10 ms. */
public final class Cpu {
  private static final double SECONDS_PER_TICK = 0.01;

  private Cpu() {}

  /** Seconds of processor time, user and system, since the process began. */
  public static double seconds(long pid) throws IOException {
    return ticks(pid, 11, 2) * SECONDS_PER_TICK;
  }

  /** Likewise, with all below it: those that run, and those that have ended and were waited for. */
  public static double familySeconds(long pid) throws IOException {
    long ticks = ticks(pid, 11, 4);
    for (ProcessHandle child : ProcessHandle.of(pid).orElseThrow().descendants().toList()) {
      try {
        ticks += ticks(child.pid(), 11, 4);
      } catch (IOException e) {
        continue; // ended meanwhile; its parent counts it
      }
    }
    return ticks * SECONDS_PER_TICK;
  }

  /** The sum of some fields after the name: utime, stime, cutime, cstime are 11 to 14 (proc(5)). */
  private static long ticks(long pid, int first, int count) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Arrays.stream(fields, first, first + count).mapToLong(Long::parseLong).sum();
  }

  /** Resident memory, MiB. */
  static long residentMib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) >> 10)
        .findFirst()
        .orElse(0);
  }

  /** Likewise, of this process. */
  public static double ownSeconds() throws IOException {
    return seconds(ProcessHandle.current().pid());
  }

  /** The JVM that a program started below this one. */
  static ProcessHandle childJvm() {
    List<ProcessHandle> java =
        ProcessHandle.current()
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("/java"))
            .toList();
    if (java.size() != 1) {
      throw new IllegalStateException(java.size() + " JVMs below this one, one is expected");
    }
    return java.get(0);
  }
}
