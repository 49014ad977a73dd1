package org.watchfloor.rtcc.plates.internal.match;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/** {@link RoadCounts} as JSON. */
final class RoadRecord {
  /**
   * Of a layout that came more seldom only the number is written: the counts of one read in each
   * place are its plate, and this outlives the reads.
   */
  private static final int LEAST_READS = 100;

  private RoadRecord() {}

  static JsonNode of(RoadCounts road) {
    ObjectNode node = Json.object();
    ObjectNode layouts = node.putObject("layouts");
    for (Layout each : road.layouts().values()) {
      Layout layout = each.copy();
      ObjectNode one = layouts.putObject(Layout.text(layout.key()));
      one.put("reads", layout.total());
      one.put("looked", layout.looked());
      one.put("genuine", layout.genuine());
      if (layout.total() >= LEAST_READS) {
        ArrayNode places = one.putArray("places");
        for (int i = 0; i < layout.length(); i++) {
          ArrayNode place = places.addArray();
          for (int count : layout.counts(i)) {
            place.add(count);
          }
        }
      }
    }
    ArrayNode states = node.putArray("states");
    road.states()
        .forEach(
            (issuer, count) ->
                states
                    .addObject()
                    .put("country", issuer.country())
                    .put("state", issuer.state())
                    .put("reads", count.sum()));
    node.put("reads", road.reads());
    return node;
  }

  static RoadCounts read(JsonNode node) throws JsonFault {
    JsonFields fields = JsonFields.of(node, "road");
    List<Layout> layouts = new ArrayList<>();
    long reads = 0;
    JsonFields each = fields.object("layouts");
    for (String text : each.names()) {
      if (!text.matches("[LD]{1," + PlateCode.MAX_LENGTH + "}")) {
        throw each.fault(text, "is no order of letters and digits");
      }
      Layout layout = layout(Layout.key(text), each.object(text));
      layout.looked(
          (int) count(each.object(text), "looked", Integer.MAX_VALUE), genuine(each.object(text)));
      layouts.add(layout);
      reads += layout.total();
    }
    Map<Issuer, Long> states = new HashMap<>();
    for (JsonFields state : fields.objects("states")) {
      states.put(
          new Issuer(state.text("country"), state.text("state")),
          count(state, "reads", Long.MAX_VALUE));
    }
    if (layouts.size() > RoadCounts.MAX_LAYOUTS || states.size() > RoadCounts.MAX_STATES) {
      throw fields.fault("layouts", "or states are too many");
    }
    return new RoadCounts(
        Math.max(reads, count(fields, "reads", RoadCounts.MOST)), layouts, states);
  }

  private static Layout layout(long key, JsonFields fields) throws JsonFault {
    int total = (int) count(fields, "reads", RoadCounts.MOST);
    Layout kinds = new Layout(key);
    if (!fields.has("places")) {
      return new Layout(key, total, null);
    }
    JsonNode places = fields.node("places");
    int[][] counts = new int[kinds.length()][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new int[kinds.kinds(i)];
      if (places.size() != counts.length || places.path(i).size() != counts[i].length) {
        throw fields.fault("places", "are not those of the layout");
      }
      for (int c = 0; c < counts[i].length; c++) {
        JsonNode count = places.get(i).get(c);
        if (!count.isInt() || count.asInt() < 0 || count.asInt() > total) {
          throw fields.fault("places", "have a count that is not within 0 to " + total);
        }
        counts[i][c] = count.asInt();
      }
    }
    return new Layout(key, total, counts);
  }

  private static double genuine(JsonFields layout) throws JsonFault {
    double genuine = layout.number("genuine");
    if (!(genuine >= 0 && genuine <= 1)) {
      throw layout.fault("genuine", "must be within 0 to 1");
    }
    return genuine;
  }

  private static long count(JsonFields fields, String field, long most) throws JsonFault {
    double count = fields.number(field);
    if (!(count >= 0 && count <= most)) {
      throw fields.fault(field, "must be within 0 to " + most);
    }
    return (long) count;
  }
}
