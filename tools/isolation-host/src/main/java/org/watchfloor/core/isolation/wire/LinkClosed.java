package org.watchfloor.core.isolation.wire;

import java.io.IOException;

/** The other side is not there any more; the message says why. */
public final class LinkClosed extends IOException {
  private static final long serialVersionUID = 1;

  public LinkClosed(String reason) {
    super(reason);
  }
}
