package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * The configuration, keys and routes included. Left out is what the distribution brings for its own
 * framework, and files that are being written. Thread-safe.
 */
final class EtcPart implements BackupPart {
  static final String PLACE = "etc";

  /** The launcher takes them from the distribution, as after a new build. */
  private static final Set<String> OF_THE_BUILD =
      Set.of("config.properties", "jre.properties", "startup.properties", "distribution.info");

  private final Path etc;

  EtcPart(Path etc) {
    this.etc = etc;
  }

  @Override
  public String name() {
    return "etc";
  }

  @Override
  public int order() {
    return 0;
  }

  /** Not below the data directory like the others'. */
  @Override
  public String place() {
    return PLACE;
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    for (Path file : files()) {
      copy(file, directory.resolve(etc.relativize(file)));
    }
    return figures();
  }

  /** A file that went meanwhile is not part of it. */
  static void copy(Path file, Path target) throws IOException {
    Path parent = target.getParent();
    Trees.make(parent == null ? target : parent);
    try {
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(target);
    }
  }

  private List<Path> files() throws IOException {
    return Trees.files(etc).stream().filter(file -> isOurs(etc.relativize(file))).toList();
  }

  private static boolean isOurs(Path file) {
    String name = file.toString();
    return !OF_THE_BUILD.contains(name) && !name.endsWith(".new") && !name.endsWith(".tmp");
  }

  @Override
  public Map<String, String> figures() throws IOException {
    return Map.of("files", String.valueOf(files().size()));
  }
}
