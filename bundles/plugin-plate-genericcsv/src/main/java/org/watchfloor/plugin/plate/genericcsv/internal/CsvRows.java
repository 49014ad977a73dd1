package org.watchfloor.plugin.plate.genericcsv.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a text of separated values (RFC 4180), each with the number of its first line.
 * Belongs to one thread.
 *
 * <p>A row that breaks the form costs that row and no other: reading goes on at the next line. The
 * parsers of libraries give up the rest of a file there, or swallow it behind a quotation mark that
 * is not closed.
 */
final class CsvRows {
  /** Line ends inside quotation marks; with more of them, the mark was not meant as one. */
  private static final int MAX_ENDS = 8;

  private static final int MAX_CHARACTERS = 64 << 10;
  private static final int MAX_FIELDS = 1_000;

  private final String text;
  private final char separator;
  private int at;
  private int line = 1;

  /**
   * One row.
   *
   * @param line number of its first line, from 1
   * @param fault why it cannot be read; empty for a good one
   */
  record Row(int line, List<String> fields, String fault) {
    boolean isBlank() {
      return fault.isEmpty() && fields.stream().allMatch(String::isBlank);
    }
  }

  /** A row that breaks the form. */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  CsvRows(String text, char separator) {
    this.text = text;
    this.separator = separator;
  }

  /** Passes over lines as they stand. */
  void skip(int lines) {
    for (int i = 0; i < lines; i++) {
      nextLine();
    }
  }

  /** Empty behind the last. */
  Optional<Row> next() {
    if (at >= text.length()) {
      return Optional.empty();
    }
    int first = line;
    int begin = at;
    List<String> fields = new ArrayList<>();
    try {
      do {
        fields.add(field(begin));
        if (fields.size() > MAX_FIELDS) {
          throw new Broken("has more than " + MAX_FIELDS + " fields");
        }
      } while (passed(separator));
      nextLine();
      return Optional.of(new Row(first, fields, ""));
    } catch (Broken e) {
      at = begin;
      line = first;
      nextLine();
      return Optional.of(new Row(first, List.of(), String.valueOf(e.getMessage())));
    }
  }

  private String field(int begin) throws Broken {
    if (passed('"')) {
      return quoted(begin);
    }
    int from = at;
    while (at < text.length() && !isEnd(text.charAt(at)) && text.charAt(at) != separator) {
      at++;
      limit(begin);
    }
    return text.substring(from, at).strip();
  }

  private String quoted(int begin) throws Broken {
    StringBuilder field = new StringBuilder();
    int ends = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      limit(begin);
      if (c == '"' && !passed('"')) {
        if (at < text.length() && !isEnd(text.charAt(at)) && text.charAt(at) != separator) {
          throw new Broken("has something behind a closing quotation mark");
        }
        return field.toString().strip();
      }
      if (isEnd(c) && !(c == '\r' && at < text.length() && text.charAt(at) == '\n')) {
        line++;
        if (++ends > MAX_ENDS) {
          break;
        }
      }
      field.append(c);
    }
    throw new Broken("has a quotation mark that is not closed");
  }

  private void limit(int begin) throws Broken {
    if (at - begin > MAX_CHARACTERS) {
      throw new Broken("is longer than " + MAX_CHARACTERS + " characters");
    }
  }

  private boolean passed(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private void nextLine() {
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    if (at < text.length()) {
      passed('\r');
      passed('\n');
      line++;
    }
  }
}
