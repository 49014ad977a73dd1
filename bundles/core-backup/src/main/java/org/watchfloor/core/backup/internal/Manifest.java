package org.watchfloor.core.backup.internal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an archive holds, as its last entry: lines of words parted by tabs, so that it can be read
 * without any library. Immutable.
 *
 * @param version of the center that wrote it, {@code 1.2.3}
 * @param host name of its machine
 * @param created UTC
 * @param parts in the order in which they were written
 */
record Manifest(String version, String host, Instant created, List<Part> parts) {
  static final String NAME = "MANIFEST.txt";

  /** Of the archive; another one cannot be read. */
  static final String FORMAT = "watchfloor-backup\t1";

  private static final Pattern PART = Pattern.compile("[a-z][a-z0-9-]{0,40}");
  private static final Pattern PATH =
      Pattern.compile("(?!(?:.*/)?\\.{1,2}(?:/|$))[^/\\\\\\p{Cntrl}]+(?:/[^/\\\\\\p{Cntrl}]+)*");

  /**
   * A file.
   *
   * @param path below the part's folder, with slashes
   * @param mode octal, {@code 600}
   */
  record Entry(String path, long size, String sha256, String mode) {}

  /**
   * One part's share.
   *
   * @param place where its folder goes, relative to the home
   */
  record Part(String name, String place, Map<String, String> figures, List<Entry> files) {
    long bytes() {
      return files.stream().mapToLong(Entry::size).sum();
    }
  }

  long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  byte[] encode() {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    line(text, "version", version);
    line(text, "host", host);
    line(text, "created", created.toString());
    for (Part part : parts) {
      line(text, "part", part.name(), part.place());
      part.figures().forEach((name, value) -> line(text, "figure", name, value));
      for (Entry file : part.files()) {
        line(text, "file", file.sha256(), String.valueOf(file.size()), file.mode(), file.path());
      }
    }
    line(text, "end", String.valueOf(parts.size()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String... words) {
    for (int i = 0; i < words.length; i++) {
      text.append(i == 0 ? "" : "\t").append(words[i].replaceAll("\\p{Cntrl}", " "));
    }
    text.append('\n');
  }

  /**
   * @throws BackupFault if it is none, is not whole, or names a place outside the home
   */
  static Manifest decode(byte[] bytes) throws BackupFault {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    if (!lines[0].equals(FORMAT)) {
      throw new BackupFault(
          "is no backup of this format: it begins with \""
              + lines[0].replaceAll("\\p{Cntrl}", " ").substring(0, Math.min(40, lines[0].length()))
              + "\"");
    }
    Reader reader = new Reader();
    for (int i = 1; i < lines.length - 1; i++) {
      reader.line(i + 1, lines[i].split("\t", -1));
    }
    return reader.manifest();
  }

  /** True for a relative path that stays below where it is put. */
  static boolean isSafe(String path) {
    return PATH.matcher(path).matches();
  }

  private static final class Reader {
    private final Map<String, String> head = new LinkedHashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean ended;

    void line(int number, String[] words) throws BackupFault {
      try {
        boolean fine =
            switch (words[0]) {
              case "version", "host", "created" -> head.put(words[0], words[1]) == null;
              case "part" -> part(words[1], words[2]);
              case "figure" -> last().figures().put(words[1], words[2]) == null;
              case "file" -> file(words);
              case "end" -> ended = Integer.parseInt(words[1]) == parts.size();
              default -> false;
            };
        if (fine) {
          return;
        }
      } catch (RuntimeException e) {
        // told below, with the line
      }
      throw new BackupFault(NAME + ", line " + number + ": is not as it should be");
    }

    private boolean part(String name, String place) {
      parts.add(new Part(name, place, new LinkedHashMap<>(), new ArrayList<>()));
      boolean known = place.equals("etc") || place.startsWith("data/watchfloor");
      return PART.matcher(name).matches() && isSafe(place) && known && seen.add(name + "/");
    }

    private boolean file(String[] words) {
      Entry entry = new Entry(words[4], Long.parseLong(words[2]), words[1], words[3]);
      last().files().add(entry);
      return entry.size() >= 0
          && entry.sha256().matches("[0-9a-f]{64}")
          && entry.mode().matches("[0-7]{3}")
          && isSafe(entry.path())
          && seen.add(last().name() + "/" + entry.path());
    }

    private Part last() {
      return parts.get(parts.size() - 1);
    }

    Manifest manifest() throws BackupFault {
      try {
        if (ended) {
          return new Manifest(
              head.getOrDefault("version", ""),
              head.getOrDefault("host", ""),
              Instant.parse(head.getOrDefault("created", "")),
              List.copyOf(parts));
        }
      } catch (DateTimeException e) {
        // told below
      }
      throw new BackupFault(NAME + " is not whole");
    }
  }
}
