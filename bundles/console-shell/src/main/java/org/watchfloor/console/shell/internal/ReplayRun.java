package org.watchfloor.console.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.watchfloor.core.api.bus.Alert;
import org.watchfloor.core.api.journal.EntryType;
import org.watchfloor.core.api.journal.Journal;
import org.watchfloor.core.api.journal.JournalEntry;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;

/**
 * One replay: signals of a range in their order and at their pace, a call at a time, and then the
 * sandbox's alerts beside those of the range. For one run, on the caller's thread; an interrupt,
 * Ctrl-C in the shell, ends it between two calls.
 */
final class ReplayRun {
  private static final int PAGE = 500;
  private static final long PAGE_BYTES = 2 << 20;

  /** Signals that are due within this are sent in one call. */
  private static final long TOGETHER_MILLIS = 50;

  private static final long RETRY_MILLIS = 500;
  private static final int ALERT_PATIENCE_SECONDS = 20;

  private final Journal journal;
  private final SandboxClient sandbox;
  private final ReplayRange range;
  private final double speed;
  private final Set<Long> causes;
  private final Map<Long, Long> numbers = new HashMap<>();
  private long sent;
  private long duplicates;
  private long lowest = Long.MAX_VALUE;

  /**
   * @param speed 1 for the pace of the original, 10 for ten times as fast, 0 for no pauses
   */
  ReplayRun(Journal journal, SandboxClient sandbox, ReplayRange range, double speed) {
    this.journal = journal;
    this.sandbox = sandbox;
    this.range = range;
    this.speed = speed;
    this.causes = range.causes();
  }

  long sent() {
    return sent;
  }

  /** Signals that the sandbox knew already: it is not empty. */
  long duplicates() {
    return duplicates;
  }

  /** Sends all. */
  void send() throws InterruptedException {
    long begin = System.nanoTime();
    long firstMillis = -1;
    List<JournalEntry> batch = new ArrayList<>();
    for (long after = range.first() - 1; after < range.last(); ) {
      List<JournalEntry> page = journal.read(after, PAGE, PAGE_BYTES);
      if (page.isEmpty()) {
        break;
      }
      for (JournalEntry entry : page) {
        after = entry.position();
        if (entry.type() != EntryType.SIGNAL || after > range.last()) {
          continue;
        }
        long millis = entry.recordedAt().toEpochMilli();
        firstMillis = firstMillis < 0 ? millis : firstMillis;
        if (wait(begin, millis - firstMillis, batch)) {
          batch = new ArrayList<>();
        }
        batch.add(entry);
      }
      flush(batch);
      batch = new ArrayList<>();
    }
  }

  /** Sends what is there before it pauses; true if it did. */
  private boolean wait(long begin, long offsetMillis, List<JournalEntry> batch)
      throws InterruptedException {
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    long due = speed <= 0 ? 0 : Math.round(offsetMillis / speed);
    if (due - elapsed <= TOGETHER_MILLIS) {
      return false;
    }
    flush(batch);
    elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    if (due > elapsed) {
      TimeUnit.MILLISECONDS.sleep(due - elapsed);
    }
    return true;
  }

  private void flush(List<JournalEntry> batch) throws InterruptedException {
    List<JournalEntry> rest = batch;
    while (!rest.isEmpty()) {
      rest = post(rest);
      if (!rest.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /** Those that the sandbox could not take now. */
  private List<JournalEntry> post(List<JournalEntry> batch) throws InterruptedException {
    ObjectNode body = Json.object();
    ArrayNode signals = body.putArray("signals");
    for (JournalEntry entry : batch) {
      signals.addObject().put("sourceId", entry.stream()).set("signal", payload(entry));
    }
    JsonNode receipts = sandbox.post("replay/signals", body).path("receipts");
    int i = 0;
    for (JournalEntry entry : batch) {
      JsonNode receipt = receipts.path(i);
      String status = receipt.path("status").asText();
      if (status.equals("overloaded") || status.equals("unavailable")) {
        // what follows was perhaps taken: sent again it is a duplicate, and the order holds
        return batch.subList(i, batch.size());
      }
      if (!status.equals("accepted") && !status.equals("duplicate")) {
        throw new IllegalStateException(
            "the sandbox refused signal " + entry.position() + ": " + receipt.path("reason"));
      }
      took(entry, receipt, status);
      i++;
    }
    return List.of();
  }

  private void took(JournalEntry entry, JsonNode receipt, String status) {
    sent++;
    duplicates += status.equals("duplicate") ? 1 : 0;
    lowest = Math.min(lowest, receipt.path("number").asLong());
    if (causes.contains(entry.position())) {
      numbers.put(entry.position(), receipt.path("number").asLong());
    }
  }

  private static JsonNode payload(JournalEntry entry) {
    try {
      return Json.parse(entry.payload());
    } catch (JsonFault e) {
      throw new IllegalStateException("journal entry " + entry.position() + " is no signal", e);
    }
  }

  /**
   * Compares alerts by kind, severity, title, time and cause, and not by what a sandbox numbers
   * anew.
   *
   * @param head the sandbox's before the replay; signals that it knew have their alerts before it
   * @return what differs, in words; empty for the same result
   */
  List<String> compare(long head) throws InterruptedException {
    long after = Math.min(head, lowest);
    Map<String, Integer> expected = new TreeMap<>();
    for (Alert alert : range.alerts()) {
      Set<Long> of = new HashSet<>();
      alert.signals().forEach(number -> of.add(numbers.getOrDefault(number, -1L)));
      expected.merge(
          word(
              alert.kind(),
              Json.word(alert.severity()),
              alert.title(),
              "" + alert.occurredAt(),
              of),
          1,
          Integer::sum);
    }
    Map<String, Integer> found = alerts(after);
    for (int i = 0; i < ALERT_PATIENCE_SECONDS * 4 && !found.equals(expected); i++) {
      TimeUnit.MILLISECONDS.sleep(250);
      found = alerts(after);
    }
    return differences(expected, found);
  }

  private static List<String> differences(
      Map<String, Integer> expected, Map<String, Integer> found) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (alert, count) -> {
          if (found.getOrDefault(alert, 0) < count) {
            differences.add("missing in the sandbox: " + alert);
          }
        });
    found.forEach(
        (alert, count) -> {
          if (expected.getOrDefault(alert, 0) < count) {
            differences.add("only in the sandbox: " + alert);
          }
        });
    return differences;
  }

  private Map<String, Integer> alerts(long head) throws InterruptedException {
    Map<String, Integer> found = new TreeMap<>();
    long end = sandbox.head();
    for (long after = head; after < end; ) {
      JsonNode items = sandbox.get("replay/alerts?limit=1000&after=" + after).path("items");
      for (JsonNode item : items) {
        after = item.path("number").asLong();
        JsonNode alert = item.path("alert");
        Set<Long> of = new HashSet<>();
        alert.path("signals").forEach(number -> of.add(number.asLong()));
        found.merge(
            word(
                alert.path("kind").asText(),
                alert.path("severity").asText(),
                alert.path("title").asText(),
                alert.path("occurredAt").asText(),
                of),
            1,
            Integer::sum);
      }
      // one call looks at 10,000 entries and gives at most as many alerts as were asked for
      after = items.size() < 1_000 ? Math.max(after, Math.min(end, after + 10_000)) : after;
    }
    return found;
  }

  private static String word(
      String kind, String severity, String title, String occurredAt, Set<Long> signals) {
    return kind
        + " \""
        + title
        + "\" of "
        + occurredAt
        + ", "
        + severity
        + ", from signals "
        + signals.stream().sorted().toList();
  }
}
