package org.watchfloor.core.runtime.internal;

import java.io.InputStream;
import java.util.Optional;
import org.watchfloor.core.api.store.MediaStore;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;

/** A media store that keeps nothing. Thread-safe. */
final class ForgottenMedia implements MediaStore {
  @Override
  public MediaRef keep(Media media) {
    return media.ref();
  }

  @Override
  public Optional<InputStream> open(String sha256) {
    return Optional.empty();
  }
}
