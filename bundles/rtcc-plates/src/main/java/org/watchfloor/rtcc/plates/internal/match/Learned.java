package org.watchfloor.rtcc.plates.internal.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;

/**
 * What reads have taught of the roads, as one record that outlives a restart: names lists, and no
 * plate. Immutable.
 */
public final class Learned {
  /** Other forms are not read. */
  private static final int FORM = 1;

  private final RoadCounts road;
  private final Traffic.Kept traffic;
  private final Map<String, Share> shares;

  Learned(RoadCounts road, Traffic.Kept traffic, Map<String, Share> shares) {
    this.road = road;
    this.traffic = traffic;
    this.shares = shares;
  }

  /** How many reads it was learned from. */
  public long reads() {
    return road.reads();
  }

  RoadCounts road() {
    return road;
  }

  Traffic.Kept traffic() {
    return traffic;
  }

  /** By the name of the list. */
  Map<String, Share> shares() {
    return shares;
  }

  /** JSON that {@link #parse} reads: 10 to 500 kB. */
  public String text() {
    ObjectNode node = Json.object().put("form", FORM);
    node.set("road", RoadRecord.of(road));
    node.set("traffic", TrafficRecord.of(traffic));
    ObjectNode lists = node.putObject("lists");
    shares.forEach(
        (list, share) ->
            lists.putObject(list).put("reads", share.reads()).put("hits", share.hits()));
    return Json.text(node);
  }

  /**
   * @throws IllegalArgumentException if the text is damaged or of another form; says where
   */
  public static Learned parse(@Nullable String text) {
    try {
      byte[] json = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
      JsonFields fields = JsonFields.of(Json.parse(json), "");
      if (fields.number("form") != FORM) {
        throw fields.fault("form", "is not " + FORM);
      }
      return new Learned(
          RoadRecord.read(fields.node("road")),
          TrafficRecord.read(fields.node("traffic")),
          shares(fields.object("lists")));
    } catch (JsonFault e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Map<String, Share> shares(JsonFields lists) throws JsonFault {
    Map<String, Share> shares = new HashMap<>();
    for (String list : lists.names()) {
      JsonFields share = lists.object(list);
      double reads = share.number("reads");
      double hits = share.number("hits");
      // A hit stands for no more than two reads.
      if (!(reads >= 0 && reads <= Long.MAX_VALUE && hits >= 0 && hits <= 2 * reads + 1)) {
        throw lists.fault(list, "has impossible counts");
      }
      shares.put(list, new Share((long) reads, hits));
    }
    return shares;
  }
}
