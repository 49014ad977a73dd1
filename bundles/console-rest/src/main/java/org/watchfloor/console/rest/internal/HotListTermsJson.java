package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Query;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.rtcc.api.plates.HotListTerms;

/** Terms of a hot list, as JSON and as parameters of an upload. */
final class HotListTermsJson {
  private HotListTermsJson() {}

  static ObjectNode write(HotListTerms terms) {
    ObjectNode node = Json.object();
    node.put("owner", terms.owner());
    node.put("source", terms.source());
    node.put("reason", terms.reason());
    ObjectNode reasons = node.putObject("reasons");
    terms.reasons().forEach(reasons::put);
    node.put("priority", terms.priority());
    terms.expires().ifPresent(time -> node.put("expires", time.toString()));
    terms.seenBy().stream().sorted().forEach(role -> node.withArray("seenBy").add(role.word()));
    node.put("possibleFrom", terms.possibleFrom());
    return node;
  }

  /** All of them: what is left out is as usual. */
  static HotListTerms read(JsonFields fields) throws JsonFault, Problem {
    String owner = fields.text("owner");
    HotListTerms usual = Call.checked(() -> HotListTerms.of(owner));
    String source = fields.optionalText("source").orElse("");
    String reason = fields.optionalText("reason").orElse("");
    double priority = fields.optionalNumber("priority").orElse((double) usual.priority());
    if (priority != Math.rint(priority)) {
      throw fields.fault("priority", "is not a whole number from 1 to 5");
    }
    Optional<Instant> expires =
        fields.has("expires") ? Optional.of(fields.instant("expires")) : Optional.empty();
    double possibleFrom = fields.optionalNumber("possibleFrom").orElse(usual.possibleFrom());
    Map<String, String> reasons = reasons(fields);
    Set<Role> seenBy = fields.has("seenBy") ? roles(fields) : usual.seenBy();
    return Call.checked(
        () ->
            new HotListTerms(
                owner, source, reason, reasons, (int) priority, expires, seenBy, possibleFrom));
  }

  private static Map<String, String> reasons(JsonFields fields) throws JsonFault {
    Map<String, String> reasons = new TreeMap<>();
    if (fields.has("reasons")) {
      JsonNode node = fields.node("reasons");
      Iterator<Map.Entry<String, JsonNode>> all = node.fields();
      while (all.hasNext()) {
        Map.Entry<String, JsonNode> one = all.next();
        if (!one.getValue().isTextual()) {
          throw fields.fault("reasons", "is no object of codes and their words");
        }
        reasons.put(one.getKey(), one.getValue().asText());
      }
    }
    return reasons;
  }

  private static Set<Role> roles(JsonFields fields) throws JsonFault {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (JsonNode word : fields.node("seenBy")) {
      try {
        roles.add(Role.ofWord(word.asText()));
      } catch (IllegalArgumentException e) {
        throw fields.fault("seenBy", String.valueOf(e.getMessage()));
      }
    }
    return roles;
  }

  /**
   * What the parameters of an upload say, and the rest as before; empty for keeping all.
   *
   * @throws Problem naming the parameter that does not hold
   */
  static Optional<HotListTerms> read(Query query, Optional<HotListTerms> before) throws Problem {
    Optional<String> owner = query.text("owner");
    if (owner.isEmpty() && before.isEmpty()) {
      throw Problem.field("owner", "name the agency that answers for it, 1 to 120 characters");
    }
    HotListTerms usual =
        Call.checked(() -> before.orElseGet(() -> HotListTerms.of(owner.orElse(""))));
    Optional<Instant> expires = query.text("expires").isPresent() ? time(query) : usual.expires();
    Optional<Long> priority = query.number("priority", 1, 5);
    Optional<Double> possibleFrom = query.decimal("possibleFrom");
    Optional<String> source = query.text("source");
    Optional<String> reason = query.text("reason");
    return Optional.of(
        Call.checked(
            () ->
                new HotListTerms(
                    owner.orElse(usual.owner()),
                    source.orElse(usual.source()),
                    reason.orElse(usual.reason()),
                    usual.reasons(),
                    priority.map(Long::intValue).orElse(usual.priority()),
                    expires,
                    usual.seenBy(),
                    possibleFrom.orElse(usual.possibleFrom()))));
  }

  private static Optional<Instant> time(Query query) throws Problem {
    String text = query.text("expires").orElse("");
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw Problem.field("expires", "is no time like 2026-11-24T14:05:09Z");
    }
  }
}
