package org.watchfloor.rtcc.video.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.watchfloor.core.api.bus.AlertBus;
import org.watchfloor.core.api.bus.Change;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;
import org.watchfloor.plugin.api.media.Picture;
import org.watchfloor.rtcc.api.cameras.CameraView;
import org.watchfloor.rtcc.api.video.AlertPicture;

/** Keeps pictures of alerts: the content, then the row, then the word. Thread-safe; calls block. */
final class PictureKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(PictureKeeper.class);
  private static final String BUNDLE = "rtcc-video";

  private final MediaStore media;
  private final PictureTable table;
  private final AlertBus bus;
  private final Clock clock;

  PictureKeeper(MediaStore media, PictureTable table, AlertBus bus, Clock clock) {
    this.media = media;
    this.table = table;
    this.bus = bus;
    this.clock = clock;
  }

  List<AlertPicture> of(String alertId) {
    return table.of(alertId);
  }

  /**
   * Those that can be shown. Media may go before their row does, where their retention is shorter;
   * the row stays then, because a disk that is not mounted looks the same.
   */
  List<AlertPicture> shown(String alertId) {
    return of(alertId).stream().filter(picture -> there(picture.media().sha256())).toList();
  }

  private boolean there(String sha256) {
    try {
      Optional<InputStream> content = media.open(sha256);
      if (content.isPresent()) {
        content.get().close();
      }
      return content.isPresent();
    } catch (IOException e) {
      // It is there and cannot be read: whoever asks for it is told why.
      LOG.debug("{}: {}", sha256, e.toString());
      return true;
    }
  }

  /** False if the alert has one of this camera already, which then stays. */
  boolean keep(String alertId, CameraView view, Picture picture) throws IOException {
    MediaRef ref = media.keep(Media.of(picture.toByteArray(), "image/jpeg", "scene"));
    Instant takenAt = picture.takenAt().truncatedTo(ChronoUnit.MILLIS);
    AlertPicture kept = new AlertPicture(alertId, view.camera().id(), takenAt, ref, view.metres());
    if (!table.add(kept, clock.instant())) {
      return false;
    }
    publish(kept);
    return true;
  }

  private void publish(AlertPicture picture) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cameraId", picture.cameraId());
    facts.put("sha256", picture.media().sha256());
    facts.put("metres", String.format(Locale.ROOT, "%.1f", picture.metres()));
    facts.put("takenAt", picture.takenAt().toString());
    bus.publish(
            BUNDLE,
            new Change("alert.pictured", picture.alertId(), clock.instant(), "system", facts))
        .thenAccept(
            receipt -> {
              if (!receipt.onDisk()) {
                LOG.warn(
                    "The picture of {} for {} is kept but was not announced, screens show it after"
                        + " their next look: {}",
                    picture.cameraId(),
                    picture.alertId(),
                    receipt.reason());
              }
            });
  }
}
