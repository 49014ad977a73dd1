package org.watchfloor.plugin.plate.dahua.internal;

import java.util.ArrayList;
import java.util.List;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.toolkit.http.Pictured;
import org.watchfloor.toolkit.multipart.Part;

/**
 * A read of a stream. Immutable.
 *
 * @param pictures 0 where the stream brings none; the camera does not say how many follow
 */
record TrafficRead(Signal bare, int pictures) implements Pictured {
  private static final int MAX_PICTURES = 8;

  /** Nothing says what each shows. */
  @Override
  public List<Media> media(List<Part> parts) {
    List<Media> media = new ArrayList<>();
    for (Part part : parts) {
      if (part.isJpeg() && media.size() < MAX_PICTURES) {
        media.add(Media.of(part.toByteArray(), "image/jpeg", "scene"));
      }
    }
    return media;
  }
}
