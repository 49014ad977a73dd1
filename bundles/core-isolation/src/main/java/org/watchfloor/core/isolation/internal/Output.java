package org.watchfloor.core.isolation.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM prints, line by line to the log: what the JVM itself has to say, and plugins that
 * print. Read to its end whatever comes, so that nobody blocks on it. Thread-safe.
 */
final class Output {
  private static final Logger LOG = LoggerFactory.getLogger(Output.class);
  private static final int MAX_LINE = 2_000;
  private static final int LINES_PER_SECOND = 20;
  private static final int KEPT = 3;
  private static final long DRAIN_MILLIS = 500;

  private final String name;
  private final Rate rate = new Rate(LINES_PER_SECOND, System::nanoTime);
  private final Deque<String> last = new ArrayDeque<>();
  private final Thread reader;

  Output(String name, Process process) {
    this.name = name;
    reader = new Thread(() -> read(process), "watchfloor-isolation-" + name + "-output");
    reader.setDaemon(true);
    reader.setContextClassLoader(Output.class.getClassLoader());
    reader.start();
  }

  private void read(Process process) {
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n') {
          line(line.toString());
          line.setLength(0);
        } else if (line.length() < MAX_LINE) {
          line.append(Character.isISOControl(c) ? ' ' : (char) c);
        }
      }
      line(line.toString());
    } catch (IOException e) {
      LOG.debug("the output of {} has ended", name, e);
    }
  }

  private void line(String line) {
    if (line.isBlank()) {
      return;
    }
    synchronized (last) {
      last.add(line);
      if (last.size() > KEPT) {
        last.remove();
      }
    }
    if (rate.take()) {
      LOG.info("{} prints: {}", name, line);
    }
  }

  /** Waits until all of it is read, of a process that has ended; its children may still print. */
  void drain() throws InterruptedException {
    reader.join(DRAIN_MILLIS);
  }

  /** The last lines, after a colon; empty if there are none. */
  String last() {
    synchronized (last) {
      return last.isEmpty() ? "" : ": " + String.join(" / ", last);
    }
  }
}
