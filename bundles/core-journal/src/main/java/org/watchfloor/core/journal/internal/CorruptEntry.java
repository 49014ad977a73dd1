package org.watchfloor.core.journal.internal;

/** An entry whose bytes are not what was written. The message says how. */
final class CorruptEntry extends Exception {
  private static final long serialVersionUID = 1;

  CorruptEntry(String message) {
    super(message);
  }
}
