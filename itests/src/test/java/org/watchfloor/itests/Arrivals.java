package org.watchfloor.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.bus.Filter;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.plugin.api.signal.Signal;

/** What of one source came to the journal, by the number that its sender gave it. */
final class Arrivals {
  private static final Pattern NUMBER = Pattern.compile("life-(\\d+)$");

  private final AlertBus bus;
  private final String source;
  private final String kind;
  private final long head;

  Arrivals(AlertBus bus, String source, String kind) {
    this.bus = bus;
    this.source = source;
    this.kind = kind;
    this.head = bus.head();
  }

  /** A plate that tells the number. */
  static String plate(int number) {
    return String.format("L%05d", number);
  }

  private static int number(Signal signal) {
    if (signal.detail() instanceof PlateRead read) {
      return Integer.parseInt(read.plate().substring(1));
    }
    Matcher key = NUMBER.matcher(signal.vendorKey());
    assertTrue(signal.vendorKey(), key.find());
    return Integer.parseInt(key.group(1));
  }

  /** How often each number came. */
  Map<Integer, Integer> all() {
    Map<Integer, Integer> found = new HashMap<>();
    long after = head;
    while (true) {
      long before = after;
      for (BusEntry entry : bus.read(after, Filter.of(EntryType.SIGNAL, kind), 1_000)) {
        after = entry.number();
        if (entry instanceof SignalEntry signal && signal.sourceId().equals(source)) {
          found.merge(number(signal.signal()), 1, Integer::sum);
        }
      }
      if (after == before) {
        return found;
      }
    }
  }

  void eachOnceAndNoneMissing(Set<Integer> wanted) {
    Map<Integer, Integer> found = all();
    found.forEach((number, times) -> assertEquals("life-" + number, 1, times.intValue()));
    for (int number : wanted) {
      assertTrue(source + ": " + number + " is lost", found.containsKey(number));
    }
  }
}
