package org.watchfloor.rtcc.plates.internal.index;

/** A file of the index is not as it was written, or is of another version. */
public final class DamagedIndex extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedIndex(String message) {
    super(message);
  }
}
