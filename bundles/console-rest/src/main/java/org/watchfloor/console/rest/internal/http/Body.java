package org.watchfloor.console.rest.internal.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What came with a request. Treat the array as immutable.
 *
 * @param bytes of a body that is held in memory; empty for another
 * @param file of a body that was too large for that; gone once the request is answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, read once
public record Body(byte[] bytes, Optional<Path> file) {
  public static final Body NONE = of(new byte[0]);

  public static Body of(byte[] bytes) {
    return new Body(bytes, Optional.empty());
  }

  public static Body of(Path file) {
    return new Body(new byte[0], Optional.of(file));
  }
}
