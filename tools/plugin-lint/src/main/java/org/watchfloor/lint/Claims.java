package org.watchfloor.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code quality.yml} says is done and the folder can show or not. */
final class Claims {
  private Claims() {}

  /** Each claim that the folder does not bear out, in words. */
  static List<String> unproven(Quality quality, Path folder) {
    List<String> unproven = new ArrayList<>();
    if (quality.claims("contract-suite") && !testExtendsAContract(folder)) {
      unproven.add(
          "contract-suite is said to be done, and no test extends DecoderContract or"
              + " SourceContract");
    }
    if (quality.claims("samples-origin") && !samplesSayTheirOrigin(folder)) {
      unproven.add(
          "samples-origin is said to be done, and src/test/resources/samples/README.md does not"
              + " say where they are from");
    }
    int owners = owners(folder);
    if (quality.claims("codeowner") && owners < 1) {
      unproven.add("codeowner is said to be done, and no line of CODEOWNERS names the folder");
    }
    if (quality.claims("two-owners") && owners < 2) {
      unproven.add("two-owners is said to be done, and CODEOWNERS names " + owners);
    }
    return unproven;
  }

  private static boolean testExtendsAContract(Path folder) {
    Path tests = folder.resolve("src/test/java");
    if (!Files.isDirectory(tests)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(tests)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(Claims::read)
          .anyMatch(text -> text.matches("(?s).*extends\\s+(Decoder|Source)Contract<.*"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean samplesSayTheirOrigin(Path folder) {
    Path samples = folder.resolve("src/test/resources/samples");
    Path readme = samples.resolve("README.md");
    return !Files.isDirectory(samples) || Files.isRegularFile(readme) && !read(readme).isBlank();
  }

  /** How many owners the nearest CODEOWNERS gives the folder. */
  private static int owners(Path folder) {
    for (Path up = folder; up != null; up = up.getParent()) {
      Path file = up.resolve("CODEOWNERS");
      if (Files.isRegularFile(file)) {
        String path = "/" + up.relativize(folder).toString().replace('\\', '/') + "/";
        Optional<String> line = read(file).lines().filter(l -> l.startsWith(path + " ")).findAny();
        return line.map(found -> found.strip().split("\\s+").length - 1).orElse(0);
      }
    }
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
