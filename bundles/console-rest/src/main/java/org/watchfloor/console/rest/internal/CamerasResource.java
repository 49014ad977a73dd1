package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Query;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.json.JsonFault;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.cameras.Cameras;

/** The camera inventory. */
final class CamerasResource implements Resource {
  private static final int MAX_PAGE = 1_000;
  private static final int MAX_PUT = 10_000;

  /** Ten thousand cameras with long names and owners. */
  private static final int MAX_PUT_BYTES = 16 << 20;

  /** Metres; half the largest city, and all cameras of a small one. */
  private static final long MAX_NEAR_METRES = 50_000;

  private final Parts parts;

  CamerasResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need viewer = Need.of(Role.VIEWER);
    return List.of(
        Route.get("/cameras", viewer, "The inventory, by id", this::list)
            .query("live", "limit", "cursor"),
        Route.get(
                "/cameras/near", viewer, "Cameras for a place: those that see it first", this::near)
            .query("lat", "lon", "metres", "limit", "live"),
        Route.put("/cameras", Need.of(Role.SUPERVISOR), "Adds or replaces cameras", this::put)
            .taking(Input.json(MAX_PUT_BYTES)));
  }

  private Answer list(Call call) throws Problem {
    boolean live = call.query().flag("live");
    int limit = call.query().limit(100, MAX_PAGE);
    String after = call.query().text("cursor").orElse("");
    List<Camera> found =
        parts.cameras().all().stream()
            .filter(camera -> camera.id().compareTo(after) > 0)
            .filter(camera -> !live || camera.sourceId().isPresent())
            .sorted(Comparator.comparing(Camera::id))
            .limit(limit + 1L)
            .toList();
    List<Camera> page = found.size() > limit ? found.subList(0, limit) : found;
    Optional<String> next =
        found.size() > limit ? Optional.of(page.get(limit - 1).id()) : Optional.empty();
    return Answer.items(page, new CameraStates(parts)::write, next);
  }

  private Answer near(Call call) throws Problem {
    Query query = call.query();
    double lat = required(query, "lat", 90);
    double lon = required(query, "lon", 180);
    long metres = query.number("metres", 1, MAX_NEAR_METRES).orElse(1_000L);
    List<CameraView> found =
        parts
            .cameras()
            .near(GeoPoint.of(lat, lon), metres, query.limit(20, MAX_PAGE), query.flag("live"));
    CameraStates states = new CameraStates(parts);
    return Answer.items(found, view -> states.write(view));
  }

  private static double required(Query query, String name, double max) throws Problem {
    double value = query.decimal(name).orElseThrow(() -> Problem.field(name, "is missing"));
    if (Math.abs(value) > max) {
      throw Problem.field(name, value + " is not within -" + max + " to " + max);
    }
    return value;
  }

  private Answer put(Call call) throws Exception {
    JsonNode array = call.json();
    if (!array.isArray() || array.isEmpty()) {
      throw Problem.field("", "must be an array of 1 to " + MAX_PUT + " cameras");
    }
    if (array.size() > MAX_PUT) {
      throw Problem.of(413, array.size() + " cameras in one call, at most " + MAX_PUT + ".");
    }
    List<Camera> cameras = new ArrayList<>(array.size());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      JsonFields fields = JsonFields.of(array.get(i), "[" + i + "]");
      Camera camera = read(fields);
      if (!ids.add(camera.id())) {
        throw fields.fault("id", "\"" + camera.id() + "\" is twice in this call");
      }
      cameras.add(camera);
    }
    Cameras inventory = parts.cameras();
    int count = Call.checked(() -> inventory.put(cameras, call.actor()));
    ObjectNode node = Json.object();
    node.put("put", cameras.size());
    node.put("count", count);
    return Answer.json(node);
  }

  private static Camera read(JsonFields fields) throws JsonFault {
    String id = fields.text("id");
    String name = fields.text("name");
    Camera.Ownership ownership =
        fields.word("ownership", Camera.Ownership.class, fields.text("ownership"));
    String owner = fields.optionalText("owner").orElse("");
    if (owner.length() > 120) {
      throw fields.fault("owner", owner.length() + " characters, at most 120");
    }
    GeoPoint place = point(fields.object("location"));
    double heading = fields.optionalNumber("heading").orElse(0.0);
    double angle = fields.optionalNumber("fieldOfView").orElse(360.0);
    double range = fields.optionalNumber("rangeMetres").orElse(50.0);
    Optional<String> source = fields.optionalText("sourceId").filter(text -> !text.isBlank());
    return fields.checked(
        "", () -> new Camera(id, name, ownership, owner, place, heading, angle, range, source));
  }

  private static GeoPoint point(JsonFields fields) throws JsonFault {
    if (!fields.text("type").equals("Point")) {
      throw fields.fault("type", "must be \"Point\" (GeoJSON, RFC 7946)");
    }
    JsonNode at = fields.node("coordinates");
    if (!at.isArray() || at.size() < 2 || !at.get(0).isNumber() || !at.get(1).isNumber()) {
      throw fields.fault("coordinates", "must be [longitude, latitude]");
    }
    return fields.checked(
        "coordinates", () -> GeoPoint.of(at.get(1).asDouble(), at.get(0).asDouble()));
  }
}
