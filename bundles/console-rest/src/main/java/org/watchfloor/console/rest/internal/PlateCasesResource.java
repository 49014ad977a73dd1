package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.rtcc.api.plates.FrequentPlace;
import org.watchfloor.rtcc.api.plates.Hold;
import org.watchfloor.rtcc.api.plates.LookUp;
import org.watchfloor.rtcc.api.plates.PlacesRequest;
import org.watchfloor.rtcc.api.plates.PlateReads;

/** What a case needs beside a search: holds, and where a plate is often once it is approved. */
final class PlateCasesResource implements Resource {
  private static final int MAX_LIMIT = 1_000;

  private final Parts parts;
  private final Looks looks;

  PlateCasesResource(Parts parts, Looks looks) {
    this.parts = parts;
    this.looks = looks;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    Need supervisor = Need.of(Role.SUPERVISOR);
    Need desk = Need.of(Role.OPERATOR, Role.SUPERVISOR);
    return List.of(
        Route.post("/plates/places", operator, "Asks for a plate's frequent places", this::ask)
            .taking(Input.JSON),
        Route.get("/plates/places", desk, "Requests for frequent places", this::requests)
            .query("limit"),
        Route.post("/plates/places/{id}/approve", supervisor, "Approves a request", this::approve),
        Route.post("/plates/places/{id}/refuse", supervisor, "Refuses a request", this::refuse),
        Route.get("/plates/places/{id}", desk, "Places of an approved request", this::places),
        Route.post("/plates/holds", operator, "Keeps reads beyond their retention", this::hold)
            .taking(Input.JSON),
        Route.get("/plates/holds", desk, "Holds that have not expired", this::holds),
        Route.post("/plates/holds/{id}/release", supervisor, "Ends a hold", this::release)
            .taking(Input.JSON));
  }

  private Answer ask(Call call) throws Exception {
    JsonFields fields = call.object();
    LookUp why = PlateReadsResource.why(fields);
    String plate = fields.text("plate");
    Instant from = fields.instant("from");
    Instant to = fields.instant("to");
    PlacesRequest.Terms terms = Call.checked(() -> new PlacesRequest.Terms(plate, from, to, why));
    return Answer.json(write(parts.plateReads().askForPlaces(terms, call.actor())));
  }

  private Answer requests(Call call) throws Problem {
    PlateReads reads = parts.plateReads();
    int limit = call.query().limit(100, MAX_LIMIT);
    looks.record(call.actor(), "plate-places.list", "");
    return Answer.items(reads.placesRequests(limit), PlateCasesResource::write);
  }

  private Answer approve(Call call) throws Exception {
    return decide(call, true);
  }

  private Answer refuse(Call call) throws Exception {
    return decide(call, false);
  }

  private Answer decide(Call call, boolean approve) throws Exception {
    PlateReads reads = parts.plateReads();
    String id = call.path("id");
    return Answer.json(
        write(
            Call.checked(() -> reads.decidePlaces(id, approve, call.actor()))
                .orElseThrow(() -> Problem.notFound("request", id))));
  }

  private Answer places(Call call) throws Exception {
    PlateReads reads = parts.plateReads();
    String id = call.path("id");
    return Answer.items(
        Call.checked(() -> reads.places(id, call.actor()))
            .orElseThrow(() -> Problem.notFound("request", id)),
        PlateCasesResource::write);
  }

  private Answer hold(Call call) throws Exception {
    JsonFields fields = call.object();
    LookUp why = PlateReadsResource.why(fields);
    String plate = fields.optionalText("plate").orElse("");
    String camera = fields.optionalText("camera").orElse("");
    Instant from = fields.instant("from");
    Instant to = fields.instant("to");
    Instant expires = fields.instant("expires");
    Hold.Terms terms = Call.checked(() -> new Hold.Terms(plate, camera, from, to, why, expires));
    PlateReads reads = parts.plateReads();
    return Answer.json(write(Call.checked(() -> reads.hold(terms, call.actor()))));
  }

  private Answer holds(Call call) throws Problem {
    PlateReads reads = parts.plateReads();
    looks.record(call.actor(), "plate-hold.list", "");
    return Answer.items(reads.holds(), PlateCasesResource::write);
  }

  private Answer release(Call call) throws Exception {
    LookUp why = PlateReadsResource.why(call.object());
    if (!parts.plateReads().release(call.path("id"), why, call.actor())) {
      throw Problem.notFound("hold", call.path("id"));
    }
    return Answer.empty(204);
  }

  private static ObjectNode write(PlacesRequest request) {
    ObjectNode node = Json.object();
    node.put("id", request.id());
    node.put("plate", request.terms().plate());
    node.put("from", request.terms().from().toString());
    node.put("to", request.terms().to().toString());
    why(node, request.terms().why());
    node.put("askedBy", request.askedBy());
    node.put("askedAt", request.askedAt().toString());
    node.put("state", Json.word(request.state()));
    node.put("decidedBy", request.decidedBy());
    node.put("decidedAt", request.decidedAt().toString());
    return node;
  }

  private static void why(ObjectNode node, LookUp why) {
    node.put("reason", why.reason());
    node.put("caseNumber", why.caseNumber());
  }

  private static ObjectNode write(FrequentPlace place) {
    ObjectNode node = Json.object();
    node.put("sourceId", place.sourceId());
    node.put("device", place.device());
    place.location().ifPresent(point -> node.set("location", Shapes.point(point)));
    node.put("reads", place.reads());
    node.put("days", place.days());
    ArrayNode hours = node.putArray("hours");
    place.hours().forEach(hours::add);
    return node;
  }

  private static ObjectNode write(Hold hold) {
    ObjectNode node = Json.object();
    node.put("id", hold.id());
    node.put("plate", hold.terms().plate());
    node.put("camera", hold.terms().camera());
    node.put("from", hold.terms().from().toString());
    node.put("to", hold.terms().to().toString());
    why(node, hold.terms().why());
    node.put("expires", hold.terms().expires().toString());
    node.put("by", hold.by());
    node.put("at", hold.at().toString());
    return node;
  }
}
