package org.watchfloor.rtcc.plates.internal.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.ReadArea;
import org.watchfloor.rtcc.api.plates.ReadQuery;

/** What the audit log keeps of a look-up: all that it was narrowed by. */
final class Looked {
  private Looked() {}

  static AuditRecord search(ReadQuery query, LookUp why, Actor by) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "states", query.states());
    put(facts, "makes", query.makes());
    put(facts, "colors", query.colors());
    put(facts, "cameras", query.cameras());
    query.area().ifPresent(area -> facts.put("area", words(area)));
    query.from().ifPresent(from -> facts.put("from", from.toString()));
    query.to().ifPresent(to -> facts.put("to", to.toString()));
    facts.put("limit", String.valueOf(query.limit()));
    return record("plate-read.search", query.plate(), why, facts, by);
  }

  static AuditRecord record(
      String action, String object, LookUp why, Map<String, String> facts, Actor by) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("caseNumber", why.caseNumber());
    all.putAll(facts);
    return new AuditRecord(
        by.name(), by.origin(), action, object, AuditRecord.Outcome.DONE, why.reason(), all);
  }

  private static void put(Map<String, String> facts, String name, Set<String> words) {
    if (!words.isEmpty()) {
      facts.put(name, String.join(",", new TreeSet<>(words)));
    }
  }

  private static String words(ReadArea area) {
    StringBuilder words = new StringBuilder();
    area.points()
        .forEach(
            point ->
                words.append(point.latitude()).append(',').append(point.longitude()).append(' '));
    return words.append(area.metres() > 0 ? area.metres() + " m" : "polygon").toString();
  }
}
