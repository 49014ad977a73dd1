package org.watchfloor.core.api.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.media.MediaRef;

/** Pictures and sound by the SHA-256 of their content. Thread-safe; calls block. */
@ProviderType
public interface MediaStore {
  /**
   * Keeps content; the same content is kept once.
   *
   * @throws IOException if it cannot be written, or is larger than {@code media-max-bytes}
   */
  MediaRef keep(Media media) throws IOException;

  /**
   * Content by its hash, 64 lower-case hexadecimal digits; empty if it is not kept. The caller
   * closes the stream.
   */
  Optional<InputStream> open(String sha256) throws IOException;
}
