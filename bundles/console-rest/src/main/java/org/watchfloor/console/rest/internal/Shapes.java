package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.watchfloor.core.api.json.AlertJson;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.incidents.Incident;
import org.watchfloor.rtcc.api.incidents.QueuedAlert;
import org.watchfloor.rtcc.api.incidents.TimelineEntry;
import org.watchfloor.rtcc.api.video.AlertPicture;

/** The JSON of the things that more than one resource shows; docs/rest.md describes it. */
final class Shapes {
  private Shapes() {}

  static ObjectNode alert(QueuedAlert queued) {
    ObjectNode node = Json.object();
    node.put("number", queued.number());
    node.setAll(AlertJson.write(queued.alert()));
    node.put("correlationKey", queued.alert().correlationKey());
    node.put("state", Json.word(queued.state()));
    node.put("owner", queued.owner());
    node.put("count", queued.count());
    node.put("lastAt", queued.lastAt().toString());
    node.put("incidentId", queued.incidentId());
    node.put("dismissed", queued.dismissed());
    return node;
  }

  static ObjectNode incident(Incident incident) {
    ObjectNode node = Json.object();
    node.put("id", incident.id());
    node.put("state", Json.word(incident.state()));
    node.put("title", incident.title());
    node.put("severity", Json.word(incident.severity()));
    incident.location().ifPresent(place -> node.set("location", point(place)));
    node.put("startedAt", incident.startedAt().toString());
    node.put("lead", incident.lead());
    ArrayNode ids = node.putArray("alertIds");
    incident.alertIds().forEach(ids::add);
    return node;
  }

  static ObjectNode timelineEntry(TimelineEntry entry) {
    ObjectNode node = Json.object();
    node.put("number", entry.number());
    node.put("at", entry.at().toString());
    node.put("kind", entry.kind());
    node.put("by", entry.by());
    node.put("text", entry.text());
    ObjectNode facts = node.putObject("facts");
    entry.facts().forEach(facts::put);
    return node;
  }

  /** With the names that the change {@code alert.pictured} has for the same. */
  static ObjectNode picture(AlertPicture picture) {
    ObjectNode node = Json.object();
    node.put("alertId", picture.alertId());
    node.put("cameraId", picture.cameraId());
    node.put("takenAt", picture.takenAt().toString());
    node.put("metres", picture.metres());
    node.setAll(media(picture.media()));
    return node;
  }

  static ObjectNode media(MediaRef ref) {
    ObjectNode node = Json.object();
    node.put("sha256", ref.sha256());
    node.put("contentType", ref.contentType());
    node.put("role", ref.role());
    node.put("length", ref.length());
    return node;
  }

  static ArrayNode media(List<MediaRef> refs) {
    ArrayNode array = Json.array();
    refs.forEach(ref -> array.add(media(ref)));
    return array;
  }

  /**
   * @param state of its source in words, {@code none} for a camera without one
   */
  static ObjectNode camera(Camera camera, String state) {
    ObjectNode node = Json.object();
    node.put("id", camera.id());
    node.put("name", camera.name());
    node.put("ownership", Json.word(camera.ownership()));
    node.put("owner", camera.owner());
    node.set("location", point(camera.position()));
    node.put("heading", camera.heading());
    node.put("fieldOfView", camera.fieldOfView());
    node.put("rangeMetres", camera.rangeMetres());
    Optional<String> source = camera.sourceId();
    source.ifPresent(id -> node.put("sourceId", id));
    node.put("state", state);
    return node;
  }

  /** GeoJSON Point (RFC 7946): longitude before latitude. */
  static ObjectNode point(GeoPoint place) {
    ObjectNode node = Json.object();
    node.put("type", "Point");
    node.putArray("coordinates").add(place.longitude()).add(place.latitude());
    if (place.accuracyMetres() > 0) {
      node.put("accuracyMetres", place.accuracyMetres());
    }
    return node;
  }
}
