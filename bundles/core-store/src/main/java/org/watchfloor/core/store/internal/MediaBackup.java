package org.watchfloor.core.store.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * Pictures and sound as a part of a backup: hard links, because a file never changes once it is
 * there. Thread-safe. Written after the rows that name them, so that each of those has its picture.
 */
@Component(service = BackupPart.class)
public final class MediaBackup implements BackupPart {
  private final Path media;

  @Activate
  public MediaBackup() {
    this(DataDirectory.find().resolve("media"));
  }

  MediaBackup(Path media) {
    this.media = media;
  }

  @Override
  public String name() {
    return "media";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public String place() {
    return "media";
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    for (Path file : files(media)) {
      Path name = media.relativize(file);
      DataDirectory.createDirectories(directory.resolve(name).resolve("..").normalize());
      link(file, directory.resolve(name));
    }
    return figures(directory);
  }

  private static void link(Path file, Path copy) throws IOException {
    try {
      Files.createLink(copy, file);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      // its retention ended just now
      if (Files.exists(file)) {
        throw e;
      }
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, copy); // another disk
    }
  }

  @Override
  public Map<String, String> figures() throws IOException {
    return figures(media);
  }

  private static Map<String, String> figures(Path media) throws IOException {
    long files = 0;
    long bytes = 0;
    for (Path file : files(media)) {
      files++;
      bytes += Files.size(file);
    }
    return Map.of("files", String.valueOf(files), "bytes", String.valueOf(bytes));
  }

  /** Named by content in folders of two letters; not those that are being written. */
  private static java.util.List<Path> files(Path media) throws IOException {
    if (!Files.isDirectory(media)) {
      return java.util.List.of();
    }
    try (Stream<Path> all = Files.walk(media, 3)) {
      return all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).toList();
    }
  }
}
