package org.watchfloor.core.runtime.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;

/** Media in memory; can be made to fail. */
final class FakeMedia implements MediaStore {
  final Map<String, Media> kept = new ConcurrentHashMap<>();
  volatile boolean broken;

  @Override
  public MediaRef keep(Media media) throws IOException {
    if (broken) {
      throw new IOException("disk full");
    }
    kept.put(media.ref().sha256(), media);
    return media.ref();
  }

  @Override
  public Optional<InputStream> open(String sha256) {
    return Optional.ofNullable(kept.get(sha256))
        .map(media -> new ByteArrayInputStream(media.toByteArray()));
  }
}
