package org.watchfloor.toolkit.multipart;

import java.io.IOException;

/** A part has more bytes than are read. */
public final class PartTooLarge extends IOException {
  private static final long serialVersionUID = 1;

  PartTooLarge(int maxBytes) {
    super("a part has more than " + maxBytes + " bytes");
  }
}
