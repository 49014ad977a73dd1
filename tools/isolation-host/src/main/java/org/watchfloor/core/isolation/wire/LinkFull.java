package org.watchfloor.core.isolation.wire;

import java.io.IOException;

/** So much waits to be read by the other side that nothing more is taken now. */
public final class LinkFull extends IOException {
  private static final long serialVersionUID = 1;

  LinkFull() {
    super("the other side does not keep up");
  }
}
