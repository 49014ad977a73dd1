package org.watchfloor.console.rest.internal;

import java.io.ByteArrayOutputStream;
import org.watchfloor.console.rest.internal.http.Body;

/** Small bodies. */
final class KeptInMemory implements Kept {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void add(byte[] buffer, int length) {
    bytes.write(buffer, 0, length);
  }

  @Override
  public int size() {
    return bytes.size();
  }

  @Override
  public Body whole() {
    return Body.of(bytes.toByteArray());
  }

  @Override
  public void discard() {
    bytes.reset();
  }
}
