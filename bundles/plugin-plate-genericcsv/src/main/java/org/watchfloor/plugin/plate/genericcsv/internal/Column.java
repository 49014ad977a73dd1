package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.List;

/**
 * A column by its name in the header, or by its number.
 *
 * @param name empty where it has a number
 * @param number from 1; 0 where it has a name
 */
record Column(String name, int number) {
  private static final int MAX = 1_000;

  /**
   * Reads {@code Plate} or {@code #3}.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Column parse(String text, boolean header) {
    if (text.matches("#\\d{1,4}")) {
      int number = Integer.parseInt(text.substring(1));
      if (number < 1 || number > MAX) {
        throw new IllegalArgumentException(text + " is not within #1 to #" + MAX);
      }
      return new Column("", number);
    }
    if (!header) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is a name, and header = false; write the column's number, #1 or #2");
    }
    return new Column(text, 0);
  }

  /** Index in a row, -1 where the header has no such name. Names are the same in any case. */
  int index(List<String> header) {
    if (number > 0) {
      return number - 1;
    }
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return number > 0 ? "#" + number : name;
  }
}
