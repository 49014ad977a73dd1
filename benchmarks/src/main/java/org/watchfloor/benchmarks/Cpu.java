package org.watchfloor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process has used, from {@code /proc}; this machine's own clock ticks are 10 ms. */
final class Cpu {
  private static final double SECONDS_PER_TICK = 0.01;

  private Cpu() {}

  /** Seconds of processor time, user and system, since the process began. */
  static double seconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * SECONDS_PER_TICK;
  }

  /** Resident memory, MiB. */
  static long residentMib(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) >> 10)
        .findFirst()
        .orElse(0);
  }

  static double ownSeconds() throws IOException {
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
