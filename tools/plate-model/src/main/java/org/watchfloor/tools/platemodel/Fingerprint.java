package org.watchfloor.tools.platemodel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What of this tool's classes and resources a model depends on, as a hash. Stateless. */
final class Fingerprint {
  private Fingerprint() {}

  /** 16 hexadecimal digits, the same for a folder of classes and a jar of them. */
  static String ofThisCode() throws IOException {
    CodeSource source = Fingerprint.class.getProtectionDomain().getCodeSource();
    try {
      URI place = source.getLocation().toURI();
      if (place.getPath().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place), Map.of())) {
          return of(jar.getPath("/org"));
        }
      }
      return of(Path.of(place).resolve("org"));
    } catch (URISyntaxException e) {
      throw new IOException("this tool's own place " + source.getLocation() + " is no URI", e);
    }
  }

  private static String of(Path root) throws IOException {
    MessageDigest digest = digest();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sorted =
          files
              .filter(Files::isRegularFile)
              .sorted((a, b) -> a.toString().compareTo(b.toString()))
              .toList();
      for (Path file : sorted) {
        digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        try (InputStream in = Files.newInputStream(file)) {
          digest.update(in.readAllBytes());
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
