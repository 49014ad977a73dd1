package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.plugin.api.signal.PlateRead;
import org.watchfloor.rtcc.api.plates.Companion;
import org.watchfloor.rtcc.api.plates.ConvoyQuery;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlateReads;
import org.watchfloor.rtcc.api.plates.ReadArea;
import org.watchfloor.rtcc.api.plates.ReadQuery;
import org.watchfloor.rtcc.api.plates.ReadRecord;

/** Searches of the history of plate reads, each for a reason and a case. */
final class PlateReadsResource implements Resource {
  private static final int MAX_LIMIT = 1_000;

  private final Parts parts;

  PlateReadsResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    return List.of(
        Route.post("/plates/reads/search", operator, "Looks reads up, for a reason", this::search)
            .taking(Input.JSON),
        Route.post(
                "/plates/reads/convoy",
                operator,
                "Plates seen together with one, for a reason",
                this::convoy)
            .taking(Input.JSON));
  }

  private Answer search(Call call) throws Exception {
    JsonFields fields = call.object();
    LookUp why = why(fields);
    ReadQuery query = query(fields);
    PlateReads reads = parts.plateReads();
    List<ReadRecord> found = Call.checked(() -> reads.search(query, why, call.actor()));
    return Answer.items(found, PlateReadsResource::write);
  }

  /** Reason and case number. */
  static LookUp why(JsonFields fields) throws JsonFault, Problem {
    String reason = fields.text("reason");
    String caseNumber = fields.text("caseNumber");
    return Call.checked(() -> new LookUp(reason, caseNumber));
  }

  private static ReadQuery query(JsonFields fields) throws JsonFault, Problem {
    String plate = fields.optionalText("plate").orElse("");
    Set<String> states = words(fields, "states");
    Set<String> makes = words(fields, "makes");
    Set<String> colors = words(fields, "colors");
    Set<String> cameras = words(fields, "cameras");
    Optional<ReadArea> area = area(fields);
    Optional<Instant> from = time(fields, "from");
    Optional<Instant> to = time(fields, "to");
    int limit = whole(fields, "limit", 100, MAX_LIMIT);
    return Call.checked(
        () -> new ReadQuery(plate, states, makes, colors, cameras, area, from, to, limit));
  }

  private static Set<String> words(JsonFields fields, String name) throws JsonFault {
    Set<String> words = new LinkedHashSet<>();
    if (fields.has(name)) {
      JsonNode array = fields.node(name);
      for (JsonNode word : array) {
        if (!word.isTextual()) {
          throw fields.fault(name, "must be an array of strings");
        }
        words.add(word.asText());
      }
      if (!array.isArray()) {
        throw fields.fault(name, "must be an array of strings");
      }
    }
    return words;
  }

  /** {@code {"circle":{latitude,longitude,metres}}} or {@code {"polygon":[[lon,lat],…]}}. */
  private static Optional<ReadArea> area(JsonFields fields) throws JsonFault {
    if (!fields.has("area")) {
      return Optional.empty();
    }
    JsonFields area = fields.object("area");
    if (area.has("circle")) {
      JsonFields circle = area.object("circle");
      double latitude = circle.number("latitude");
      double longitude = circle.number("longitude");
      double metres = circle.number("metres");
      return Optional.of(
          circle.checked(
              "", () -> new ReadArea(List.of(GeoPoint.of(latitude, longitude)), metres)));
    }
    List<GeoPoint> corners = new ArrayList<>();
    for (JsonNode corner : area.node("polygon")) {
      if (corner.size() != 2 || !corner.get(0).isNumber() || !corner.get(1).isNumber()) {
        throw area.fault("polygon", "must be an array of [longitude, latitude]");
      }
      double longitude = corner.get(0).asDouble();
      double latitude = corner.get(1).asDouble();
      corners.add(area.checked("polygon", () -> GeoPoint.of(latitude, longitude)));
    }
    return Optional.of(area.checked("polygon", () -> new ReadArea(corners, 0)));
  }

  private static Optional<Instant> time(JsonFields fields, String name) throws JsonFault {
    return fields.has(name) ? Optional.of(fields.instant(name)) : Optional.empty();
  }

  private static int whole(JsonFields fields, String name, int whenAbsent, int most)
      throws JsonFault {
    double value = fields.optionalNumber(name).orElse((double) whenAbsent);
    if (value != Math.rint(value) || value < 1 || value > most) {
      throw fields.fault(name, "is not a whole number from 1 to " + most);
    }
    return (int) value;
  }

  private Answer convoy(Call call) throws Exception {
    JsonFields fields = call.object();
    LookUp why = why(fields);
    String plate = fields.text("plate");
    Instant from = fields.instant("from");
    Instant to = fields.instant("to");
    int seconds = whole(fields, "seconds", 30, 600);
    int cameras = whole(fields, "cameras", 3, 50);
    int limit = whole(fields, "limit", 20, 200);
    ConvoyQuery query =
        Call.checked(() -> new ConvoyQuery(plate, from, to, seconds, cameras, limit));
    PlateReads reads = parts.plateReads();
    List<Companion> found = Call.checked(() -> reads.convoy(query, why, call.actor()));
    return Answer.items(found, PlateReadsResource::write);
  }

  private static ObjectNode write(Companion companion) {
    ObjectNode node = Json.object();
    node.put("plate", companion.plate());
    node.put("cameras", companion.cameras());
    node.put("times", companion.times());
    node.put("first", companion.first().toString());
    node.put("last", companion.last().toString());
    return node;
  }

  private static ObjectNode write(ReadRecord found) {
    PlateRead read = found.read();
    ObjectNode node = Json.object();
    node.put("number", found.number());
    node.put("sourceId", found.sourceId());
    node.put("occurredAt", found.occurredAt().toString());
    node.put("device", found.device());
    found.location().ifPresent(place -> node.set("location", Shapes.point(place)));
    node.put("plate", read.plate());
    node.put("region", read.region());
    read.confidence().ifPresent(c -> node.put("confidence", c));
    node.put("make", read.make());
    node.put("color", read.color());
    node.put("body", read.body());
    read.heading().ifPresent(h -> node.put("heading", h));
    ArrayNode candidates = node.putArray("candidates");
    for (PlateRead.Candidate candidate : read.candidates()) {
      candidates
          .addObject()
          .put("plate", candidate.plate())
          .put("confidence", candidate.confidence());
    }
    node.set("media", Shapes.media(found.media()));
    return node;
  }
}
