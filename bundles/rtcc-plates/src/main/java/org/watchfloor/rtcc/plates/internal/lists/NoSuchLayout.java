package org.watchfloor.rtcc.plates.internal.lists;

/** A file is not of the layout at all: no line of it can be read. */
final class NoSuchLayout extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  NoSuchLayout(String message) {
    super(message);
  }
}
