package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.watchfloor.core.api.backup.BackupPart;

/**
 * Whatever lies in the data directory and belongs to no other part: bookmarks and state of sources,
 * installed packages, kinds, maps, the first administrator's file. Their owners replace a file as a
 * whole, so that a copy is one version or the other. Thread-safe.
 */
final class RestPart implements BackupPart {
  /** Larger files are linked, not copied: maps and packages, which nobody changes in place. */
  private static final long LINK_FROM_BYTES = 1 << 20;

  /**
   * Of this machine or this run: the sign of a ready center, the node's place in a cluster, folders
   * of plugins' own JVMs, what the store holds and its part gives.
   */
  private static final Set<String> LEFT_OUT =
      Set.of("ready", "cluster", "isolation", "store.db", "store.db-wal", "store.db-shm");

  private static final List<String> LEFT_OUT_BEGINNINGS =
      List.of("store.before-", "store.restore", "restored");

  private final Path data;
  private final Set<String> places;

  /**
   * @param places of the other parts
   */
  RestPart(Path data, Collection<String> places) {
    this.data = data;
    this.places = new TreeSet<>(places);
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public int order() {
    return 90;
  }

  @Override
  public String place() {
    return "";
  }

  @Override
  public Map<String, String> write(Path directory) throws IOException {
    for (Path file : files()) {
      Path target = directory.resolve(data.relativize(file));
      if (file.toString().endsWith(".mbtiles") && Files.size(file) >= LINK_FROM_BYTES) {
        link(file, target);
      } else {
        EtcPart.copy(file, target);
      }
    }
    return figures();
  }

  private static void link(Path file, Path target) throws IOException {
    Path parent = target.getParent();
    Trees.make(parent == null ? target : parent);
    try {
      Files.createLink(target, file);
    } catch (IOException | UnsupportedOperationException e) {
      EtcPart.copy(file, target);
    }
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(data)) {
      for (Path entry : entries.sorted().toList()) {
        if (isOurs(String.valueOf(entry.getFileName()))) {
          if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            files.add(entry);
          } else {
            files.addAll(Trees.files(entry));
          }
        }
      }
    }
    files.removeIf(file -> file.toString().endsWith(".new") || file.toString().endsWith(".tmp"));
    return files;
  }

  private boolean isOurs(String name) {
    return !places.contains(name)
        && !LEFT_OUT.contains(name)
        && LEFT_OUT_BEGINNINGS.stream().noneMatch(name::startsWith);
  }

  @Override
  public Map<String, String> figures() throws IOException {
    return Map.of("files", String.valueOf(files().size()));
  }
}
