package org.watchfloor.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Messages for tests: own ones from the class path, recorded ones from where they lie. */
public final class Samples {
  private Samples() {}

  /**
   * A message of our own making, {@code src/test/resources/samples/<name>}.
   *
   * @throws IOException if there is none
   */
  public static byte[] own(Class<?> test, String name) throws IOException {
    try (InputStream in = test.getResourceAsStream("/samples/" + name)) {
      if (in == null) {
        throw new IOException("src/test/resources/samples/" + name + " is missing");
      }
      return in.readAllBytes();
    }
  }

  /**
   * A recorded message of others, which the project reads where it lies and never ships. Empty,
   * with a line that says so, where the folder of samples is absent; it is {@code
   * ../shared/samples} beside the project, or the system property {@code watchfloor.samples}.
   */
  public static Optional<byte[]> recorded(String path) throws IOException {
    Path file = folder().resolve(path);
    if (!Files.isRegularFile(file)) {
      System.out.println("skipped: the recorded message " + file + " is absent");
      return Optional.empty();
    }
    return Optional.of(Files.readAllBytes(file));
  }

  private static Path folder() {
    String set = System.getProperty("watchfloor.samples", "");
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    Path at = Path.of("").toAbsolutePath();
    for (Path up = at; up != null; up = up.getParent()) {
      if (Files.isDirectory(up.resolve("shared/samples"))) {
        return up.resolve("shared/samples");
      }
    }
    return at.resolve("shared/samples");
  }
}
