package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.rtcc.api.cameras.Cameras;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.plates.Leads;
import org.watchfloor.rtcc.api.video.AlertPicture;
import org.watchfloor.rtcc.api.video.Video;

/** Incidents with all that belongs to them. */
final class IncidentsResource implements Resource {
  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_TEXT = 4_000;

  /** As many as an incident's screen has room for. */
  private static final int CAMERAS = 8;

  /** Metres; farther away a street camera shows nothing of the place. */
  private static final double CAMERAS_WITHIN = 1_000;

  private final Parts parts;

  IncidentsResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    return List.of(
        Route.get("/incidents", Need.of(Role.VIEWER), "Incidents, newest first", this::list)
            .query("state", "limit"),
        Route.get(
            "/incidents/{id}",
            Need.of(Role.VIEWER),
            "One with alerts, timeline, pictures and cameras",
            this::one),
        Route.post("/incidents/{id}/notes", operator, "Adds a note", this::note)
            .taking(Input.JSON)
            .answering(201, Route.JSON),
        Route.post("/incidents/{id}/close", operator, "Closes with an outcome", this::close)
            .taking(Input.JSON));
  }

  private Answer list(Call call) throws Problem {
    boolean closed = call.query().oneOf("state", "open", "all").equals("all");
    int limit = call.query().limit(100, MAX_LIMIT);
    List<Incident> incidents = parts.incidents().incidents(closed, limit);
    Set<String> hidden = hidden(call, incidents);
    return Answer.items(
        incidents.stream().filter(incident -> !beganWith(incident, hidden)).toList(),
        Shapes::incident);
  }

  /** Leads among the alerts of some incidents that the caller is not shown. */
  private Set<String> hidden(Call call, List<Incident> incidents) {
    if (Audience.of(call) == Audience.DESK) {
      return Set.of();
    }
    Set<String> leads =
        incidents.stream()
            .flatMap(incident -> incident.alertIds().stream())
            .filter(Leads::isLeadId)
            .collect(Collectors.toCollection(TreeSet::new));
    leads.removeAll(Audience.confirmed(leads, parts.hits));
    return leads;
  }

  /** It has its title of its first alert. */
  private static boolean beganWith(Incident incident, Set<String> hidden) {
    return !incident.alertIds().isEmpty() && hidden.contains(incident.alertIds().get(0));
  }

  private Answer one(Call call) throws Problem {
    Incidents incidents = parts.incidents();
    Incident incident = visible(found(incidents, call), call);
    ObjectNode node = Shapes.incident(incident);
    ArrayNode alerts = node.putArray("alerts");
    for (String id : incident.alertIds()) {
      incidents.alert(id).ifPresent(alert -> alerts.add(Shapes.alert(alert)));
    }
    ArrayNode timeline = node.putArray("timeline");
    boolean desk = Audience.of(call) == Audience.DESK;
    incidents.timeline(incident.id()).stream()
        .filter(entry -> desk || !Leads.isOfLead(entry.facts()))
        .forEach(e -> timeline.add(Shapes.timelineEntry(e)));
    List<String> missing = new ArrayList<>();
    putPictures(node, incident, missing);
    putCameras(node, incident, missing);
    if (!missing.isEmpty()) {
      ArrayNode names = node.putArray("missing");
      missing.forEach(names::add);
    }
    return Answer.json(node);
  }

  /** Without the leads that the caller is not shown; not there if it is made of one. */
  private Incident visible(Incident incident, Call call) throws Problem {
    Set<String> hidden = hidden(call, List.of(incident));
    if (beganWith(incident, hidden)) {
      throw Problem.notFound("incident", incident.id());
    }
    return new Incident(
        incident.id(),
        incident.state(),
        incident.title(),
        incident.severity(),
        incident.location(),
        incident.startedAt(),
        incident.lead(),
        incident.alertIds().stream().filter(id -> !hidden.contains(id)).toList());
  }

  private void putPictures(ObjectNode node, Incident incident, List<String> missing) {
    ArrayNode array = node.putArray("pictures");
    Video video = parts.video;
    if (video == null) {
      missing.add("rtcc-video");
      return;
    }
    List<AlertPicture> pictures = new ArrayList<>();
    incident.alertIds().forEach(id -> pictures.addAll(video.pictures(id)));
    pictures.sort(Comparator.comparing(AlertPicture::takenAt));
    pictures.forEach(picture -> array.add(Shapes.picture(picture)));
  }

  private void putCameras(ObjectNode node, Incident incident, List<String> missing) {
    ArrayNode array = node.putArray("cameras");
    Cameras cameras = parts.cameras;
    if (cameras == null) {
      missing.add("rtcc-cameras");
    } else if (incident.location().isPresent()) {
      CameraStates states = new CameraStates(parts);
      cameras
          .near(incident.location().get(), CAMERAS_WITHIN, CAMERAS, false)
          .forEach(view -> array.add(states.write(view)));
    }
  }

  private static Incident found(Incidents incidents, Call call) throws Problem {
    String id = call.path("id");
    return incidents.incident(id).orElseThrow(() -> Problem.notFound("incident", id));
  }

  private Answer note(Call call) throws Exception {
    String text = text(call, "text");
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).id();
    return Answer.json(
        201, Shapes.timelineEntry(Call.checked(() -> incidents.note(id, text, call.actor()))));
  }

  private Answer close(Call call) throws Exception {
    String outcome = text(call, "outcome");
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).id();
    return Answer.json(
        Shapes.incident(Call.checked(() -> incidents.close(id, outcome, call.actor()))));
  }

  private static String text(Call call, String field) throws Exception {
    String text = call.object().text(field);
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw Problem.field(field, "must have 1 to " + MAX_TEXT + " characters");
    }
    return text;
  }
}
