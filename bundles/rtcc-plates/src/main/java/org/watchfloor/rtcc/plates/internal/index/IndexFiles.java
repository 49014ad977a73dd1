package org.watchfloor.rtcc.plates.internal.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of an index: segments that never change, and a list of those that count. A file is
 * written whole before the list names it, and deleted after the list does not: whenever it ends,
 * the folder is what it was before or after. Not thread-safe.
 */
final class IndexFiles {
  private static final String LIST = "segments";
  private static final String HEAD = "watchfloor plates index 2";
  private static final String END = "end";

  private final Path folder;
  private long next;

  IndexFiles(Path folder) {
    this.folder = folder;
  }

  /** A segment and its file. */
  record Filed(Segment segment, String file) {}

  /** Writes into a channel; how many reads. */
  interface Content {
    int write(SegmentWriter to) throws IOException;
  }

  /**
   * The segments of the list; files that it does not name are deleted.
   *
   * @throws DamagedIndex if one is not as it was written
   */
  List<Filed> open() throws IOException, DamagedIndex {
    Files.createDirectories(folder);
    List<Filed> filed = new ArrayList<>();
    for (String file : listed()) {
      filed.add(new Filed(map(file), file));
    }
    deleteOthers(filed.stream().map(Filed::file).toList());
    return filed;
  }

  private List<String> listed() throws IOException, DamagedIndex {
    Path list = folder.resolve(LIST);
    if (!Files.exists(list)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(list, StandardCharsets.ISO_8859_1);
    if (lines.size() < 2
        || !lines.get(0).equals(HEAD)
        || !lines.get(lines.size() - 1).equals(END)) {
      throw new DamagedIndex(list + " is no list of this version");
    }
    return lines.subList(1, lines.size() - 1);
  }

  private Segment map(String file) throws IOException, DamagedIndex {
    Path path = folder.resolve(file);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new DamagedIndex(path + " is too long");
      }
      return new Segment(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (NoSuchFileException e) {
      throw new DamagedIndex(path + " is missing");
    } catch (DamagedIndex e) {
      throw new DamagedIndex(path + " " + e.getMessage());
    }
  }

  private void deleteOthers(List<String> kept) throws IOException {
    Set<String> names = Set.copyOf(kept);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("segment-")) {
          next = Math.max(next, number(name) + 1);
          if (!names.contains(name)) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static long number(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 15 ? 0 : Long.parseLong(digits);
  }

  /** Writes a segment, which no list names yet; none where there is nothing in it. */
  List<Filed> write(Content content) throws IOException {
    String name = "segment-%06d".formatted(next++);
    Path file = folder.resolve(name);
    try {
      int reads;
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        reads = content.write(new SegmentWriter(channel));
        channel.force(true);
      }
      if (reads == 0) {
        Files.delete(file);
        return List.of();
      }
      return List.of(new Filed(map(name), name));
    } catch (DamagedIndex e) {
      throw new IOException("what was written just now is not there: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Replaces the list, and deletes files that it does not name. */
  void list(List<String> names) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    lines.addAll(names);
    lines.add(END);
    Path written = folder.resolve(LIST + ".new");
    try (FileChannel channel =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
      channel.write(ByteBuffer.wrap(text));
      channel.force(true);
    }
    Files.move(written, folder.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
    deleteOthers(names);
  }

  /** Deletes all. */
  void clear() throws IOException {
    Files.createDirectories(folder);
    list(List.of());
  }
}
