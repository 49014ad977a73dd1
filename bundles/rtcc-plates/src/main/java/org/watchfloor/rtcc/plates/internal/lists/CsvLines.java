package org.watchfloor.rtcc.plates.internal.lists;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV text into records, one at a time, so that a quote that is never closed costs its own
 * line and not the rest of the file. Not thread-safe.
 */
final class CsvLines {
  /** A plate with its reason has a few hundred characters. */
  static final int MAX_RECORD_CHARS = 4_096;

  /**
   * A record as it stands in the text.
   *
   * @param number of its first line, from 1
   * @param text without the line end
   * @param closed false if a quoted field does not end within {@link #MAX_RECORD_CHARS}; the text
   *     is then the first line only
   */
  record Line(int number, String text, boolean closed) {}

  private final String csv;
  private int position;
  private int number = 1;
  private int secondLine;

  CsvLines(String csv) {
    this.csv = csv;
    this.position = csv.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The next record; null at the end. */
  @Nullable Line next() {
    if (position >= csv.length()) {
      return null;
    }
    int start = position;
    int first = number;
    int end = recordEnd(start);
    boolean closed = end >= 0;
    if (!closed) {
      end = lineEnd(start);
    }
    String text = csv.substring(start, end);
    secondLine = afterBreak(lineEnd(start));
    position = afterBreak(end);
    number = first + 1 + (closed ? breaks(text) : 0);
    return new Line(first, text, closed);
  }

  /**
   * Goes back to the second line of the record given last, if it has one: what looked like a field
   * over several lines was a quote too many.
   */
  void backToSecondLineOf(Line line) {
    position = secondLine;
    number = line.number() + 1;
  }

  /** Where the record ends; -1 if a quote is open for too long. */
  private int recordEnd(int start) {
    boolean quoted = false;
    // A quote opens a field at its start, and again after the first of an escaped pair.
    boolean mayOpen = true;
    for (int i = start; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted) {
        if (i - start > MAX_RECORD_CHARS) {
          return -1;
        }
        if (c == '"') {
          quoted = false;
          mayOpen = true;
        }
      } else if (c == '\n' || c == '\r') {
        return i;
      } else if (c == '"' && mayOpen) {
        quoted = true;
      } else {
        mayOpen = c == ',';
      }
    }
    return quoted ? -1 : csv.length();
  }

  private int lineEnd(int from) {
    int end = from;
    while (end < csv.length() && csv.charAt(end) != '\n' && csv.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int afterBreak(int end) {
    if (end + 1 < csv.length() && csv.charAt(end) == '\r' && csv.charAt(end + 1) == '\n') {
      return end + 2;
    }
    return Math.min(end + 1, csv.length());
  }

  private static int breaks(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        count++;
      }
    }
    return count;
  }
}
