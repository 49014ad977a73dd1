package org.watchfloor.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a center's JVM holds, as the JDK's jcmd says.
 *
 * @param liveBytes of objects that can be reached, after a full collection
 * @param threads of the process by name, digits aside
 * @param loaders of bundles
 */
record JvmFigures(long liveBytes, Map<String, Integer> threads, int loaders) {
  private static final String LOADER =
      "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

  static JvmFigures of(Path home) throws IOException, InterruptedException {
    String pid = Files.readAllLines(home.resolve("watchfloor.pid")).get(1).strip();
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run"); // what the first one has only marked for its finalizer
    long live = 0;
    int loaders = 0;
    for (String line : jcmd(pid, "GC.class_histogram").split("\n")) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length >= 3 && columns[0].equals("Total")) {
        live = Long.parseLong(columns[2]);
      } else if (columns.length >= 4 && columns[3].equals(LOADER)) {
        loaders = Integer.parseInt(columns[1]);
      }
    }
    Map<String, Integer> threads = new TreeMap<>();
    for (String line : jcmd(pid, "Thread.print").split("\n")) {
      if (line.startsWith("\"")) {
        String name = line.substring(1, line.indexOf('"', 1)).replaceAll("[0-9a-f]*[0-9]+", "N");
        threads.merge(name, 1, Integer::sum);
      }
    }
    return new JvmFigures(live, threads, loaders);
  }

  private static String jcmd(String pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + said);
    }
    return said;
  }

  int threadCount() {
    return threads.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Which threads are more than there were, by name. */
  Map<String, Integer> moreThan(JvmFigures before) {
    Map<String, Integer> more = new TreeMap<>();
    threads.forEach(
        (name, count) -> {
          int difference = count - before.threads().getOrDefault(name, 0);
          if (difference > 0) {
            more.put(name, difference);
          }
        });
    return more;
  }

  @Override
  public String toString() {
    return String.format(
        "%.1f MB live, %d threads, %d bundle class loaders",
        liveBytes / 1e6, threadCount(), loaders);
  }
}
