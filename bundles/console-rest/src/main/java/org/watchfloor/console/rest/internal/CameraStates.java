package org.watchfloor.console.rest.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.watchfloor.core.api.json.Json;
import org.watchfloor.core.api.runtime.SourceRegistry;
import org.watchfloor.rtcc.api.cameras.Camera;
import org.watchfloor.rtcc.api.cameras.CameraView;

/** Which state each source is in at one moment, for a list of cameras. */
final class CameraStates {
  private final Map<String, String> states = new HashMap<>();

  CameraStates(Parts parts) {
    SourceRegistry sources = parts.sources;
    if (sources != null) {
      sources.sources().forEach(source -> states.put(source.id(), Json.word(source.state())));
    }
  }

  /**
   * {@code none} for a camera that gives no pictures, {@code unknown} for a source nobody knows.
   */
  String of(Camera camera) {
    return camera.sourceId().map(id -> states.getOrDefault(id, "unknown")).orElse("none");
  }

  ObjectNode write(Camera camera) {
    return Shapes.camera(camera, of(camera));
  }

  ObjectNode write(CameraView view) {
    ObjectNode node = write(view.camera());
    node.put("metres", view.metres());
    node.put("sees", view.sees());
    return node;
  }
}
