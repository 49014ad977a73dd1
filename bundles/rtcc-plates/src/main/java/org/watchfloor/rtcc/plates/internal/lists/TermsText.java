package org.watchfloor.rtcc.plates.internal.lists;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.rtcc.api.plates.HotListTerms;

/** Terms of a list as the store keeps them: JSON. */
final class TermsText {
  private TermsText() {}

  static String of(HotListTerms terms) {
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
    return Json.text(node);
  }

  /**
   * @param text empty for the usual terms, as lists had them that were imported before there were
   *     any
   */
  static HotListTerms terms(String text, String owner) {
    if (text.isEmpty()) {
      return HotListTerms.of(owner.isBlank() ? "unknown" : owner);
    }
    try {
      JsonNode node = Json.parse(text.getBytes(StandardCharsets.UTF_8));
      Map<String, String> reasons = new TreeMap<>();
      node.path("reasons")
          .fields()
          .forEachRemaining(e -> reasons.put(e.getKey(), e.getValue().asText()));
      Set<Role> seenBy = EnumSet.noneOf(Role.class);
      node.path("seenBy").forEach(word -> seenBy.add(Role.ofWord(word.asText())));
      return new HotListTerms(
          node.path("owner").asText(),
          node.path("source").asText(),
          node.path("reason").asText(),
          reasons,
          node.path("priority").asInt(),
          node.has("expires")
              ? Optional.of(Instant.parse(node.path("expires").asText()))
              : Optional.empty(),
          seenBy,
          node.path("possibleFrom").asDouble());
    } catch (JsonFault e) {
      throw new IllegalStateException("the terms of a hot list in the store are damaged", e);
    }
  }
}
