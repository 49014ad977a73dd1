package org.watchfloor.rtcc.video.internal;

import java.util.List;
import org.watchfloor.plugin.api.signal.GeoPoint;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.cameras.Cameras;

/** Which cameras are asked for a picture of a place. Thread-safe; never blocks. */
final class CameraChoice {
  /** The longest range that a camera of the inventory can have. */
  private static final double LONGEST_RANGE_METRES = 5_000;

  private final Cameras cameras;
  private final VideoSettings settings;

  CameraChoice(Cameras cameras, VideoSettings settings) {
    this.cameras = cameras;
    this.settings = settings;
  }

  /** The nearest live ones that see it; where there is none, the nearest that do not. */
  List<CameraView> of(GeoPoint place) {
    List<CameraView> near = cameras.near(place, LONGEST_RANGE_METRES, settings.cameras(), true);
    List<CameraView> seeing = near.stream().filter(CameraView::sees).toList();
    if (!seeing.isEmpty()) {
      return seeing;
    }
    return near.stream().filter(view -> view.metres() <= settings.fallbackMetres()).toList();
  }
}
