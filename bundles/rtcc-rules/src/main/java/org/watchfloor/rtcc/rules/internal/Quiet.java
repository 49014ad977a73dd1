package org.watchfloor.rtcc.rules.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.bus.SignalEntry;
import org.watchfloor.core.api.json.Json;

/**
 * When each rule last made an alert of each device, over restarts. It counts by the journal's times
 * and numbers, so that signals delivered again are decided again in the same way. Used by one
 * thread.
 */
final class Quiet {
  /**
   * Devices times rules; beyond it the oldest are forgotten, which can only mean one more alert.
   */
  private static final int MAX_MARKS = 10_000;

  /**
   * An alert that was made.
   *
   * @param number of its signal
   * @param at when that was recorded
   */
  private record Mark(long number, Instant at) {}

  private final Memory memory;
  private final Map<String, Mark> marks = new HashMap<>();

  Quiet(Path file) {
    this.memory = new Memory(file);
    memory.read().ifPresent(this::read);
  }

  private void read(JsonNode array) {
    for (JsonNode node : array) {
      try {
        marks.put(
            node.path("of").asText(),
            new Mark(node.path("number").asLong(), Instant.parse(node.path("at").asText())));
      } catch (DateTimeParseException e) {
        // one alert more, at worst
      }
    }
  }

  /** Decides on signals; nothing counts before {@link Trial#done}. */
  Trial begin() {
    return new Trial();
  }

  /** The decisions of one delivery. */
  final class Trial {
    private final Map<String, Mark> made = new HashMap<>();

    /** Whether the rule may make an alert of a signal that it matches. */
    boolean takes(Rule rule, SignalEntry entry) {
      if (rule.quiet().isZero()) {
        return true;
      }
      String key = rule.name() + '\n' + entry.sourceId() + '\n' + entry.signal().device();
      Mark last = made.containsKey(key) ? made.get(key) : marks.get(key);
      Instant at = entry.recordedAt();
      if (last != null) {
        // its alert is on disk, or it was decided against by one that is
        boolean decided = entry.number() <= last.number() && !at.isAfter(last.at());
        // a clock that was set back is no quiet
        boolean quiet = !at.isBefore(last.at()) && at.isBefore(last.at().plus(rule.quiet()));
        if (decided || quiet) {
          return false;
        }
      }
      made.put(key, new Mark(entry.number(), at));
      return true;
    }

    /** To be called once the alerts are on disk. */
    void done() {
      if (made.isEmpty()) {
        return;
      }
      marks.putAll(made);
      if (marks.size() > MAX_MARKS) {
        List<Map.Entry<String, Mark>> oldest =
            marks.entrySet().stream()
                .sorted(Comparator.comparing(mark -> mark.getValue().at()))
                .limit(marks.size() - MAX_MARKS + MAX_MARKS / 10)
                .toList();
        oldest.forEach(mark -> marks.remove(mark.getKey()));
      }
      ArrayNode array = Json.array();
      marks.forEach(
          (of, mark) ->
              array
                  .addObject()
                  .put("of", of)
                  .put("number", mark.number())
                  .put("at", mark.at().toString()));
      memory.write(array);
    }
  }
}
