package org.watchfloor.rtcc.plates.internal.lists;

/** A line whose fields are told by their columns; what is behind its end is empty. */
record FixedLine(String text) {
  /** Columns from 0, the second not included. */
  String at(int from, int to) {
    int end = Math.min(to, text.length());
    return from >= end ? "" : text.substring(from, end).strip();
  }

  String from(int column) {
    return at(column, text.length());
  }

  /**
   * @throws IllegalArgumentException if it ends before a column
   */
  FixedLine reaching(int columns) {
    if (text.length() < columns) {
      throw new IllegalArgumentException(
          "%d characters, at least %d are expected".formatted(text.length(), columns));
    }
    return this;
  }
}
