package org.watchfloor.rtcc.plates.internal.match;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
   * What it teaches that somebody has seen which plate it was: a hit confirmed, or a misread that
   * was put right. Empty where read and plate cannot be compared.
   */
  public Optional<Lesson> confirmed(String readerId, PlateRead read, String truth) {
    long code = PlateCode.of(PlateText.exact(truth).orElse(""));
    Observation seen = Observation.of(read, rates(readerId));
    if (code == PlateCode.NONE || seen.isNothing()) {
      return Optional.empty();
    }
    int more = PlateCode.length(code) - seen.length();
    if (Math.abs(more) > 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Lesson(readerId, more == 0 ? Lessons.known(seen, code) : Lessons.length(more > 0)));
  }

  /**
   * What it teaches that somebody has seen that it was not the listed plate: then one character of
   * a read that says so is wrong, and a read that says something else was likely right.
   */
  public Optional<Lesson> rejected(String readerId, PlateRead read, String listed) {
    Rates rates = rates(readerId);
    Observation seen = Observation.of(read, rates);
    if (seen.isNothing()) {
      return Optional.empty();
    }
    if (seen.text().equals(PlateText.exact(listed).orElse(""))) {
      return Optional.of(new Lesson(readerId, Lessons.wrong(seen, rates)));
    }
    return seen.isWhole() ? confirmed(readerId, read, seen.text()) : Optional.empty();
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
