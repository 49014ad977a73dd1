package org.watchfloor.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Threads, sockets and files of this process at one moment, to be held against a later one. */
final class Leaks {
  /** Where Linux lists them; elsewhere only threads are looked at. */
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /** A socket that is closed is gone at once; a thread that was told to end needs a moment. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Set<Thread> threads = Thread.getAllStackTraces().keySet();
  private final Set<String> descriptors = descriptors();

  private Leaks() throws IOException {}

  static Leaks now() throws IOException {
    return new Leaks();
  }

  /** What is there and was not before; waits up to 5 s for it to go. */
  List<String> left() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<String> left = difference();
      if (left.isEmpty() || System.nanoTime() > end) {
        return left;
      }
      Thread.sleep(10);
    }
  }

  private List<String> difference() throws IOException {
    List<String> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!threads.contains(thread)) {
        left.add("thread " + thread.getName());
      }
    }
    for (String descriptor : descriptors()) {
      if (!descriptors.contains(descriptor)) {
        left.add(descriptor);
      }
    }
    return left;
  }

  private static Set<String> descriptors() throws IOException {
    Set<String> found = new HashSet<>();
    if (!Files.isDirectory(DESCRIPTORS)) {
      System.out.println("sockets and files are not looked at: there is no " + DESCRIPTORS);
      return found;
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path link : links) {
        try {
          String target = Files.readSymbolicLink(link).toString();
          if (isOurs(target)) {
            found.add(target);
          }
        } catch (NoSuchFileException e) {
          continue; // closed since it was listed
        }
      }
    }
    return found;
  }

  /** Not what the virtual machine opens for itself: jars, random numbers, what it lists here. */
  private static boolean isOurs(String target) {
    return target.startsWith("socket:")
        || target.startsWith("/")
            && !target.startsWith("/proc/")
            && !target.startsWith("/dev/")
            && !target.endsWith(".jar")
            && !target.startsWith(System.getProperty("java.home"));
  }
}
