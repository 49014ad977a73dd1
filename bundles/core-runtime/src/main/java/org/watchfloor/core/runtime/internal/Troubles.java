package org.watchfloor.core.runtime.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.runtime.PluginEvent;

/**
 * What went wrong with one plugin, newest first, and what each trouble cost: what its source lost
 * from then until its next trouble, until it is released, or until things have been calm for a
 * minute. Thread-safe.
 */
final class Troubles {
  /** Older ones are in the log. */
  static final int MAX = 100;

  private static final Duration CALM = Duration.ofMinutes(1);
  private static final Losses NOTHING = new Losses(0, 0, 0);

  private final Clock clock;
  private final Deque<Entry> newestFirst = new ArrayDeque<>();

  Troubles(Clock clock) {
    this.clock = clock;
  }

  /** A trouble; its cost still grows as long as it has no end. Guarded by the journal. */
  private static final class Entry {
    final Instant at;
    final Custody custody;
    final PluginEvent.Kind kind;
    final String what;
    final Losses before;
    @Nullable Losses end;

    Entry(Instant at, Custody custody, PluginEvent.Kind kind, String what) {
      this.at = at;
      this.custody = custody;
      this.kind = kind;
      this.what = what;
      this.before = custody.losses();
    }

    PluginEvent event() {
      Losses until = end == null ? custody.losses() : end;
      String lost = kind == PluginEvent.Kind.RELEASED ? "" : until.minus(before).words();
      return new PluginEvent(at, custody.sourceId(), kind, what, lost);
    }
  }

  synchronized void add(Custody custody, PluginEvent.Kind kind, String what) {
    Entry last = newestOf(custody);
    end(last);
    newestFirst.addFirst(new Entry(clock.instant(), custody, kind, what));
    if (newestFirst.size() > MAX) {
      newestFirst.removeLast();
    }
  }

  /** The same, unless it is word for word what was said last of this source. */
  synchronized void addOnce(Custody custody, PluginEvent.Kind kind, String what) {
    Entry last = newestOf(custody);
    if (last == null || last.kind != kind || !last.what.equals(what)) {
      add(custody, kind, what);
    }
  }

  /** Ends what has been calm for long enough, so that later losses are not laid at its door. */
  synchronized void settle() {
    Instant calm = clock.instant().minus(CALM);
    for (Entry entry : newestFirst) {
      if (entry.end == null && entry.at.isBefore(calm) && !lasts(entry)) {
        end(entry);
      }
    }
  }

  private static boolean lasts(Entry entry) {
    return entry.kind == PluginEvent.Kind.QUARANTINED
        || (entry.kind == PluginEvent.Kind.FLOOD && entry.custody.signals().isFlooding());
  }

  private static void end(@Nullable Entry entry) {
    if (entry != null && entry.end == null) {
      entry.end = entry.kind == PluginEvent.Kind.RELEASED ? NOTHING : entry.custody.losses();
    }
  }

  private @Nullable Entry newestOf(Custody custody) {
    for (Entry entry : newestFirst) {
      if (entry.custody == custody) {
        return entry;
      }
    }
    return null;
  }

  /** Newest first. */
  synchronized List<PluginEvent> events() {
    return newestFirst.stream().map(Entry::event).toList();
  }
}
