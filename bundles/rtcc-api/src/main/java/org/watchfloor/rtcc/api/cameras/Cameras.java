package org.watchfloor.rtcc.api.cameras;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.core.api.access.Actor;
import org.watchfloor.plugin.api.signal.GeoPoint;

/** The camera inventory. Thread-safe; look-ups are answered from memory. */
@ProviderType
public interface Cameras {
  /**
   * Adds cameras, or replaces those of the same id, in one transaction; audited.
   *
   * @return how many there are now
   */
  int put(List<Camera> cameras, Actor by);

  Optional<Camera> camera(String id);

  /** All, by id. */
  List<Camera> all();

  /**
   * Cameras for a place: those that see it first, nearest first, then the nearest that do not.
   *
   * @param withinMetres none farther than this
   * @param live only those that give pictures
   */
  List<CameraView> near(GeoPoint place, double withinMetres, int limit, boolean live);
}
