package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a folder, each given out when it has stopped growing, and put away when it is done
 * with. Not thread-safe.
 */
final class FolderFiles {
  /** A file as it was found. */
  record Found(Path path, long size, long modified) {}

  private final Path folder;
  private final String names;
  private final int keep;
  private Map<Path, Found> before = new HashMap<>();

  /**
   * @param names with {@code *} and {@code ?}
   * @param keep so many of the imported files stay, the newest
   */
  FolderFiles(Path folder, String names, int keep) {
    this.folder = folder;
    this.names = names;
    this.keep = keep;
  }

  /** Files that are as they were at the last look, oldest first. */
  List<Path> ready() throws IOException {
    List<Found> now = found(folder);
    List<Path> ready =
        now.stream()
            .filter(file -> file.equals(before.get(file.path())))
            .sorted(Comparator.comparingLong(Found::modified).thenComparing(Found::path))
            .map(Found::path)
            .toList();
    before = new HashMap<>();
    now.forEach(file -> before.put(file.path(), file));
    return ready;
  }

  /** A link is not followed: whoever may write into the folder may not read the whole machine. */
  private List<Found> found(Path in) throws IOException {
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(in, names)) {
      for (Path path : all) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !isTemporary(path)) {
          BasicFileAttributes of = Files.readAttributes(path, BasicFileAttributes.class);
          found.add(new Found(path, of.size(), of.lastModifiedTime().toMillis()));
        }
      }
    }
    return found;
  }

  /** As programs name what they still write. */
  private static boolean isTemporary(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") || name.endsWith(".part") || name.endsWith(".tmp");
  }

  /** Whether a file is one that was imported, fetched again: name, size and time are the same. */
  boolean isKnown(Path file) throws IOException {
    Path done = folder.resolve("done").resolve(file.getFileName().toString());
    return Files.isRegularFile(done, LinkOption.NOFOLLOW_LINKS)
        && Files.size(done) == Files.size(file)
        && Files.getLastModifiedTime(done).toMillis() == Files.getLastModifiedTime(file).toMillis();
  }

  void done(Path file) throws IOException {
    Path done = move(file, "done");
    List<Found> kept = new ArrayList<>(found(done));
    kept.sort(Comparator.comparingLong(Found::modified).reversed());
    for (Found old : kept.subList(Math.min(keep, kept.size()), kept.size())) {
      Files.deleteIfExists(old.path());
    }
  }

  void failed(Path file) throws IOException {
    move(file, "failed");
  }

  private Path move(Path file, String to) throws IOException {
    Path target = Files.createDirectories(folder.resolve(to));
    Files.move(
        file, target.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    before.remove(file);
    return target;
  }
}
