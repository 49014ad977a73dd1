package org.watchfloor.console.rest.internal;

import java.io.IOException;
import org.watchfloor.console.rest.internal.http.Body;

/** Where a body is kept while it comes. Used by one thread at a time. */
interface Kept {
  /**
   * @throws IOException if it cannot be kept; says where
   */
  void add(byte[] buffer, int length) throws IOException;

  /** Bytes that it holds now. */
  int size();

  /** All of it; nothing is added afterwards. */
  Body whole() throws IOException;

  /** Lets go of everything; may be called again. */
  void discard();
}
