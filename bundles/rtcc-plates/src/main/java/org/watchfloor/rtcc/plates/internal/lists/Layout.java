package org.watchfloor.rtcc.plates.internal.lists;

import java.util.Optional;

/** How the lines of a file are read; one for each file, for it may remember. Not thread-safe. */
interface Layout {
  /** Stable: it stands in configuration and in the store. */
  String name();

  /**
   * An entry; empty for a line that is none, such as a header or a footer.
   *
   * @param first whether it is the first line of the file
   * @throws IllegalArgumentException naming what does not hold
   */
  Optional<HotRow> row(String line, boolean first);

  /** Whether a value may go on in the next line, in quotes. */
  default boolean quoted() {
    return false;
  }

  /**
   * Why the file looks cut off; empty if it does not.
   *
   * @param lines that held an entry, taken or not
   */
  default Optional<String> doubt(int lines) {
    return Optional.empty();
  }
}
