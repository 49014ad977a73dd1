package org.watchfloor.console.shell.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.bus.AlertEntry;
import org.watchfloor.core.api.bus.BusEntry;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.json.EntryJson;
import org.watchfloor.core.api.json.JsonFault;

/**
 * What the journal holds of a time: how many signals, and the alerts that were made of them alone.
 *
 * @param first position of its first entry
 * @param last position of its last entry
 * @param signals how many
 * @param alerts whose signals all lie in the range
 * @param partly how many more alerts were made of signals before the range as well
 */
record ReplayRange(long first, long last, long signals, List<Alert> alerts, long partly) {
  private static final int PAGE = 1_000;
  private static final long PAGE_BYTES = 4 << 20;

  /** Alerts come after their signals, but not later than so many entries behind the range. */
  private static final long ALERTS_BEHIND = 100_000;

  static ReplayRange of(Journal journal, Instant from, Instant to) {
    long first = journal.positionAt(from);
    long last = journal.positionAt(to) - 1;
    long signals = 0;
    long partly = 0;
    List<Alert> alerts = new ArrayList<>();
    long end = Math.min(journal.head(), last + ALERTS_BEHIND);
    for (long after = first - 1; after < end; ) {
      List<JournalEntry> page = journal.read(after, PAGE, PAGE_BYTES);
      if (page.isEmpty()) {
        break;
      }
      for (JournalEntry entry : page) {
        after = entry.position();
        if (entry.type() == EntryType.SIGNAL && after <= last) {
          signals++;
        } else if (entry.type() == EntryType.ALERT && after <= end) {
          partly += add(entry, first, last, alerts);
        }
      }
    }
    return new ReplayRange(first, last, signals, alerts, partly);
  }

  /** Whether an alert belongs to the range in part only, as 1 or 0. */
  private static int add(JournalEntry entry, long first, long last, List<Alert> alerts) {
    try {
      BusEntry decoded = EntryJson.decode(entry);
      if (decoded instanceof AlertEntry found && !found.alert().signals().isEmpty()) {
        List<Long> of = found.alert().signals();
        long inside = of.stream().filter(number -> first <= number && number <= last).count();
        if (inside == of.size()) {
          alerts.add(found.alert());
          return 0;
        }
        return inside > 0 ? 1 : 0;
      }
      return 0;
    } catch (JsonFault e) {
      return 0;
    }
  }

  /** Numbers of the signals that alerts were made of. */
  Set<Long> causes() {
    Set<Long> causes = new HashSet<>();
    alerts.forEach(alert -> causes.addAll(alert.signals()));
    return causes;
  }
}
