package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.watchfloor.console.rest.internal.http.Answer;
import org.watchfloor.console.rest.internal.http.Call;
import org.watchfloor.console.rest.internal.http.Input;
import org.watchfloor.console.rest.internal.http.Need;
import org.watchfloor.console.rest.internal.http.Problem;
import org.watchfloor.console.rest.internal.http.Route;
import org.watchfloor.core.api.access.Role;
import org.watchfloor.core.api.json.JsonFields;
import org.watchfloor.rtcc.api.incidents.DismissReason;
import org.watchfloor.rtcc.api.incidents.Incidents;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.video.Video;

/** The queue of alerts, and what an operator does with one. */
final class AlertsResource implements Resource {
  private static final int MAX_LIMIT = 10_000;
  private static final int MAX_TEXT = 4_000;

  /** An operator may take a slip of the hand back for so long. */
  private static final long UNDO_NANOS = TimeUnit.SECONDS.toNanos(10);

  private record Dismissal(String by, long atNanos) {}

  private final Parts parts;

  /** Of the last seconds only; a supervisor does not need it. */
  private final Map<String, Dismissal> dismissals = new LinkedHashMap<>();

  AlertsResource(Parts parts) {
    this.parts = parts;
  }

  @Override
  public List<Route> routes() {
    Need operator = Need.of(Role.OPERATOR);
    return List.of(
        Route.get("/alerts", Need.of(Role.VIEWER), "The queue, most severe first", this::list)
            .query("state", "limit"),
        Route.get("/alerts/{id}", Need.of(Role.VIEWER), "One alert with its pictures", this::one),
        Route.post("/alerts/{id}/acknowledge", operator, "Takes an alert", this::acknowledge),
        Route.post("/alerts/{id}/dismiss", operator, "Needs nothing done", this::dismiss)
            .taking(Input.JSON),
        Route.post(
            "/alerts/{id}/undo",
            Need.of(Role.SUPERVISOR, Role.OPERATOR),
            "Back from dismissed",
            this::undo),
        Route.post("/alerts/{id}/open", operator, "Opens its incident", this::open));
  }

  private Answer list(Call call) throws Problem {
    boolean closed = call.query().oneOf("state", "open", "all").equals("all");
    int limit = call.query().limit(100, MAX_LIMIT);
    List<QueuedAlert> alerts = parts.incidents().alerts(closed, limit);
    return Answer.items(shown(call, alerts), Shapes::alert);
  }

  private Answer one(Call call) throws Problem {
    QueuedAlert alert = found(parts.incidents(), call);
    ObjectNode node = Shapes.alert(alert);
    ArrayNode pictures = node.putArray("pictures");
    Video video = parts.video;
    if (video == null) {
      // an alert without its pictures is still an alert; what is missing is said
      node.putArray("missing").add("rtcc-video");
    } else {
      video.pictures(alert.alert().id()).forEach(p -> pictures.add(Shapes.picture(p)));
    }
    return Answer.json(node);
  }

  private List<QueuedAlert> shown(Call call, List<QueuedAlert> alerts) {
    return Audience.of(call).shown(alerts, QueuedAlert::alert, parts.hits);
  }

  private QueuedAlert found(Incidents incidents, Call call) throws Problem {
    String id = call.path("id");
    return shown(call, incidents.alert(id).stream().toList()).stream()
        .findFirst()
        .orElseThrow(() -> Problem.notFound("alert", id));
  }

  private Answer acknowledge(Call call) throws Exception {
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).alert().id();
    return Answer.json(Shapes.alert(incidents.acknowledge(id, call.actor())));
  }

  private Answer dismiss(Call call) throws Exception {
    JsonFields fields = call.object();
    DismissReason reason = fields.word("reason", DismissReason.class, fields.text("reason"));
    String text = fields.optionalText("text").orElse("");
    if (text.length() > MAX_TEXT) {
      throw Problem.field("text", text.length() + " characters, at most " + MAX_TEXT);
    }
    if (reason == DismissReason.OTHER && text.isBlank()) {
      throw Problem.field("text", "is needed for the reason other");
    }
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).alert().id();
    QueuedAlert dismissed = Call.checked(() -> incidents.dismiss(id, reason, text, call.actor()));
    remember(id, call.actor().name());
    return Answer.json(Shapes.alert(dismissed));
  }

  private Answer undo(Call call) throws Exception {
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).alert().id();
    boolean supervisor = call.caller().identity().may(Role.SUPERVISOR);
    if (!supervisor && !dismissedJustNow(id, call.actor().name())) {
      throw Problem.of(
          403, "Only a supervisor may undo this; an operator may for 10 s what was their own.");
    }
    return Answer.json(Shapes.alert(incidents.undoDismiss(id, call.actor())));
  }

  private Answer open(Call call) throws Exception {
    Incidents incidents = parts.incidents();
    String id = found(incidents, call).alert().id();
    return Answer.json(Shapes.incident(incidents.open(id, call.actor())));
  }

  private void remember(String alertId, String by) {
    long now = System.nanoTime();
    synchronized (dismissals) {
      dismissals.values().removeIf(dismissal -> now - dismissal.atNanos > UNDO_NANOS);
      dismissals.put(alertId, new Dismissal(by, now));
    }
  }

  private boolean dismissedJustNow(String alertId, String by) {
    synchronized (dismissals) {
      Dismissal dismissal = dismissals.get(alertId);
      return dismissal != null
          && dismissal.by.equals(by)
          && System.nanoTime() - dismissal.atNanos <= UNDO_NANOS;
    }
  }
}
