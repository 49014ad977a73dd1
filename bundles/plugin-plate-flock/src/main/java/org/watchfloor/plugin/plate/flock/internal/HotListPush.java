package org.watchfloor.plugin.plate.flock.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a custom hot list at Flock in step with a file: what the file has not is removed, what has
 * changed is removed and added. Looks at Flock only when the file is another one than the last that
 * went over whole. One thread at a time; figures from any.
 */
final class HotListPush {
  /** A file that was written to so lately may not be whole. */
  private static final Duration SETTLED = Duration.ofSeconds(5);

  /** A list that loses more than nine tenths of so many entries was cut off on its way. */
  private static final int DOUBT_FROM = 20;

  private final Path file;
  private final String name;
  private final Api api;
  private final Clock clock;
  private @Nullable Version done;
  private String said = "";
  private volatile Figures figures = new Figures(0, 0, 0, 0);

  private record Version(FileTime modified, long bytes) {}

  /**
   * What the last push did.
   *
   * @param entries of the file
   * @param faulty lines of the file that were left out
   */
  record Figures(int entries, int added, int removed, int faulty) {}

  HotListPush(Path file, String name, Api api, Clock clock) {
    this.file = file;
    this.name = name;
    this.api = api;
    this.clock = clock;
  }

  Figures figures() {
    return figures;
  }

  /**
   * Blocks for the calls to Flock that are needed.
   *
   * @return what is wrong with the file; empty if nothing is
   */
  String push() throws Refusal {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Version version = new Version(now.lastModifiedTime(), now.size());
      boolean settled = now.lastModifiedTime().toInstant().plus(SETTLED).isBefore(clock.instant());
      if (!version.equals(done) && settled) {
        said = push(HotListCsv.read(file, clock.instant()));
        done = version;
      }
      return said;
    } catch (NoSuchFileException e) {
      return "hotlist.file: is not there; the list at Flock is left as it is";
    } catch (IOException e) {
      return "hotlist.file: " + e.getMessage() + "; the list at Flock is left as it is";
    }
  }

  private String push(HotListCsv.Content content) throws Refusal {
    HotList list = HotList.named(api, name);
    Map<String, HotList.There> there = list.entries();
    int kept = (int) there.keySet().stream().filter(content.entries()::containsKey).count();
    if (there.size() >= DOUBT_FROM && kept * 10 < there.size()) {
      return ("hotlist.file: has %d of the %d entries of \"%s\" at Flock, which is left as it is;"
              + " if the file is right, delete that hot list at Flock and touch the file")
          .formatted(kept, there.size(), name);
    }
    List<HotList.There> gone = new ArrayList<>();
    for (HotList.There one : there.values()) {
      Entry wanted = content.entries().get(one.entry().key());
      if (wanted == null || !wanted.isAs(one.entry())) {
        gone.add(one);
      }
    }
    List<Entry> more = new ArrayList<>();
    for (Entry entry : content.entries().values()) {
      HotList.There one = there.get(entry.key());
      if (one == null || !entry.isAs(one.entry())) {
        more.add(entry);
      }
    }
    list.remove(gone);
    list.add(more);
    int faulty = content.faults().size();
    figures = new Figures(content.entries().size(), more.size(), gone.size(), faulty);
    return faults(content.faults());
  }

  private static String faults(Map<Long, String> faults) {
    if (faults.isEmpty()) {
      return "";
    }
    Map.Entry<Long, String> first = faults.entrySet().iterator().next();
    return "hotlist.file: lines left out: %d, the first is line %d: %s"
        .formatted(faults.size(), first.getKey(), first.getValue());
  }
}
