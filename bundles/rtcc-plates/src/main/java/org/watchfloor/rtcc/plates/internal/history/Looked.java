package org.watchfloor.rtcc.plates.internal.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.core.api.audit.AuditRecord;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
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

  static AuditRecord convoy(ConvoyQuery query, LookUp why, Actor by) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("from", query.from().toString());
    facts.put("to", query.to().toString());
    facts.put("seconds", String.valueOf(query.seconds()));
    facts.put("cameras", String.valueOf(query.cameras()));
    return record("plate-read.convoy", query.plate(), why, facts, by);
  }

  /**
   * @param act what is done with the request: {@code ask}, {@code approve}, {@code refuse}, {@code
   *     view}
   */
  static AuditRecord places(String act, String id, PlacesRequest.Terms terms, Actor by) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("request", id);
    facts.put("from", terms.from().toString());
    facts.put("to", terms.to().toString());
    return record("plate-places." + act, terms.plate(), terms.why(), facts, by);
  }

  static AuditRecord hold(Hold hold, Actor by) {
    Hold.Terms terms = hold.terms();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plate", terms.plate());
    facts.put("camera", terms.camera());
    facts.put("from", terms.from().toString());
    facts.put("to", terms.to().toString());
    facts.put("expires", terms.expires().toString());
    return record("plate-hold.place", hold.id(), terms.why(), facts, by);
  }

  static AuditRecord release(String id, LookUp why, Actor by) {
    return record("plate-hold.release", id, why, Map.of(), by);
  }

  private static AuditRecord record(
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
