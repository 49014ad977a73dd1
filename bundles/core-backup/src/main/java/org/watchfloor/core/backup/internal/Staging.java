package org.watchfloor.core.backup.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of an archive into a home: laid ready in {@code data/restore} while a center may run, and
 * put in place by renaming while none does. Each step can be cut off anywhere and is taken up again
 * or forgotten; the file {@code data/restore/commit} tells which. Used by one thread.
 */
final class Staging {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Beside what the archive holds. */
  private static final long ROOM = 64L << 20;

  /** What a restored center is compared with when it has started. */
  static final String RESTORED = "restored.txt";

  /** Its folders, which are replaced as a whole. */
  private static final List<String> FOLDERS = List.of("etc", "data/watchfloor");

  /** Of the framework; made anew from the distribution and the restored configuration. */
  private static final List<String> CACHES = List.of("data/cache", "data/repository");

  private final Path home;
  private final Path stage;
  private final Path commit;

  Staging(Path home) {
    this.home = home;
    this.stage = home.resolve("data/restore");
    this.commit = stage.resolve("commit");
  }

  boolean isCommitted() {
    return Files.exists(commit);
  }

  /** Forgets what is laid ready, whole or not. */
  void discard() throws IOException {
    Files.deleteIfExists(commit);
    Trees.delete(stage);
    Trees.delete(fresh());
  }

  /** Forgets what was cut off before it was whole. */
  void sweep() throws IOException {
    Trees.delete(fresh());
    if (!isCommitted()) {
      Trees.delete(stage);
    }
  }

  private Path fresh() {
    return home.resolve("data/restore.new");
  }

  /**
   * Lays an archive ready.
   *
   * @param version of this center
   * @throws BackupFault if it is corrupt, of a version that this center cannot take, or too large
   */
  Manifest lay(Path file, String version, Instant now, Consumer<String> progress)
      throws IOException {
    discard();
    try (ArchiveReader archive = new ArchiveReader(file)) {
      Manifest manifest = archive.manifest();
      Versions.check(manifest.version(), version);
      Path data = Trees.make(home.resolve("data"));
      long free = Files.getFileStore(data).getUsableSpace();
      if (free < manifest.bytes() + ROOM) {
        throw new BackupFault(
            "%s has %d MiB left, and the backup needs %d; make room and try again"
                .formatted(data, free >> 20, manifest.bytes() + ROOM >> 20));
      }
      Trees.make(fresh());
      archive.extract(fresh(), progress);
      ownNode(fresh());
      Files.write(
          Trees.make(fresh().resolve("data/watchfloor")).resolve(RESTORED), manifest.encode());
      Files.writeString(fresh().resolve("aside"), "data/before-restore-" + STAMP.format(now));
      Trees.syncFolders(fresh());
      Files.move(fresh(), stage, StandardCopyOption.ATOMIC_MOVE);
      Files.writeString(commit, "", StandardOpenOption.CREATE_NEW);
      Trees.sync(stage);
      Trees.sync(data);
      return manifest;
    } catch (IOException | RuntimeException e) {
      Trees.delete(fresh());
      throw e;
    }
  }

  /**
   * A node of a cluster is not there twice: the file that made it one is kept under another name.
   */
  private static void ownNode(Path root) throws IOException {
    Path cluster = root.resolve("etc/org.watchfloor.cluster.cfg");
    if (Files.exists(cluster)) {
      Files.move(cluster, cluster.resolveSibling(cluster.getFileName() + ".from-backup"));
    }
  }

  /**
   * Puts what was laid ready in place; no center may run in the home. What was there lies in {@code
   * data/before-restore-<time>} afterwards.
   *
   * @return the folder where what was there lies; empty if nothing was laid ready
   */
  String apply() throws IOException {
    if (!isCommitted()) {
      sweep();
      return "";
    }
    String name = Files.readString(stage.resolve("aside")).strip();
    if (!Manifest.isSafe(name)) {
      throw new BackupFault(stage + ": was changed by hand; delete it and restore again");
    }
    Path aside = Trees.make(home.resolve(name));
    for (String folder : FOLDERS) {
      swap(
          stage.resolve(folder),
          home.resolve(folder),
          aside.resolve(Path.of(folder).getFileName()));
    }
    for (String cache : CACHES) {
      Trees.delete(home.resolve(cache));
    }
    Trees.sync(home);
    Trees.sync(home.resolve("data"));
    Files.delete(commit);
    Trees.delete(stage);
    return name;
  }

  /** Two renames, of which each is known by what is there when it is taken up again. */
  private static void swap(Path staged, Path place, Path aside) throws IOException {
    if (!Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
