package org.watchfloor.rtcc.plates.internal.match;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;
import org.watchfloor.plugin.api.signal.PlateRead;

/**
 * How each reader errs, learned from what people say of hits; a reader of which nothing is known is
 * taken for like the others. Thread-safe.
 */
public final class ReaderModels {
  /** Each takes about 100 kB; those beyond are taken for like the others. */
  private static final int MAX_READERS = 1_000;

  private static final int MAX_ID = 300;

  /** Of all readers together, and of each. */
  private record Known(ReaderModel all, Map<String, ReaderModel> each) {
    Known() {
      this(new ReaderModel(null), new ConcurrentHashMap<>());
    }

    ReaderModel of(String reader) {
      ReaderModel model = each.get(reader);
      return model == null ? all : model;
    }

    void add(Lesson lesson) {
      all.add(lesson.counts());
      if (each.size() < MAX_READERS || each.containsKey(lesson.reader())) {
        each.computeIfAbsent(lesson.reader(), id -> new ReaderModel(all)).add(lesson.counts());
      }
    }
  }

  private volatile Known known = new Known();

  /** The reader of a signal: a source may have many cameras. */
  public static String id(String sourceId, String device) {
    String id = device.isBlank() ? sourceId : sourceId + "/" + device;
    return id.length() > MAX_ID ? id.substring(0, MAX_ID) : id;
  }

  Rates rates(String readerId) {
    return known.of(readerId).rates();
  }

  /**
   * What it teaches that somebody has seen which plate it was. Empty where read and plate cannot be
   * compared.
   */
  Optional<Lesson> confirmed(String readerId, PlateRead read, String truth, Notice notice) {
    long code = PlateCode.of(PlateText.exact(truth).orElse(""));
    Observation seen = Observation.of(read, rates(readerId));
    if (code == PlateCode.NONE || seen.isNothing()) {
      return Optional.empty();
    }
    int more = PlateCode.length(code) - seen.length();
    if (more != 0) {
      return Math.abs(more) > 1
          ? Optional.empty()
          : Optional.of(new Lesson(readerId, Lessons.length(more > 0)));
    }
    IntToDoubleFunction noticed = at -> seen.isWhole() ? notice.of(seen, code, at) : 0;
    return Optional.of(new Lesson(readerId, Lessons.known(seen, code, noticed)));
  }

  /**
   * What it teaches that somebody has seen that it was not the listed plate: one character of a
   * read that says so is wrong; a read that says something else was right where it does.
   */
  Optional<Lesson> rejected(String readerId, PlateRead read, String listed) {
    Rates rates = rates(readerId);
    Observation seen = Observation.of(read, rates);
    long code = PlateCode.of(PlateText.exact(listed).orElse(""));
    if (code == PlateCode.NONE || seen.isNothing()) {
      return Optional.empty();
    }
    if (seen.code() == code) {
      return Optional.of(new Lesson(readerId, Lessons.wrong(seen, rates)));
    }
    return PlateCode.length(code) == seen.length()
        ? Optional.of(new Lesson(readerId, Lessons.notListed(seen, code)))
        : Optional.empty();
  }

  /** Adds what was learned to the reader's model, and to that of all. */
  public void add(Lesson lesson) {
    known.add(lesson);
  }

  /** Puts this in the place of everything: all that is known of each reader, added up. */
  public void load(Collection<Lesson> sums) {
    Known next = new Known();
    sums.forEach(next::add);
    known = next;
  }
}
