package org.watchfloor.rtcc.plates.internal.lists;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into lines as it comes, holding one of them. Ends of lines are CR, LF or both. Not
 * thread-safe.
 */
final class Lines {
  /** A plate with its reason has a few hundred bytes. */
  static final int MAX_BYTES = 4_096;

  /** A value of more lines is a quote too many; each of them may have one, and is read again. */
  private static final int MAX_LINES_OF_RECORD = 20;

  /**
   * A line as it stands in the file.
   *
   * @param number from 1
   * @param text without the end; empty where there is a fault
   * @param fault why it cannot be read; empty if it can
   */
  record Line(int number, String text, String fault) {}

  private final InputStream in;
  private final byte[] buffer = new byte[64 << 10];
  private final byte[] line = new byte[MAX_BYTES];
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final Deque<Line> again = new ArrayDeque<>();
  private int at;
  private int end;
  private int number;
  private boolean ended;

  Lines(InputStream in) {
    this.in = in;
  }

  /** Null at the end. */
  @Nullable Line next() throws IOException {
    return again.isEmpty() ? read() : again.poll();
  }

  /** Lines are given again, in their order. */
  void back(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      again.push(lines.get(i));
    }
  }

  /** The lines of the record that a line begins, where a quote in it is not closed. */
  List<Line> record(Line first) throws IOException {
    List<Line> lines = new ArrayList<>();
    lines.add(first);
    boolean open = open(first.text(), false);
    int length = first.text().length();
    while (open && length <= MAX_BYTES && lines.size() < MAX_LINES_OF_RECORD) {
      Line next = next();
      if (next == null) {
        break;
      }
      lines.add(next);
      length += next.text().length() + 1;
      open = next.fault().isEmpty() && open(next.text(), true);
      if (!next.fault().isEmpty()) {
        open = true;
        break;
      }
    }
    if (open) {
      // A quote too many costs its own line and not the rest of the file.
      back(lines.subList(1, lines.size()));
      return List.of(new Line(first.number(), "", "a quoted field is not closed"));
    }
    return lines;
  }

  /** Whether a quoted field is open at the end of a text. A quote opens one at its start only. */
  private static boolean open(String text, boolean quoted) {
    boolean inside = quoted;
    boolean mayOpen = !quoted;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inside && c == '"') {
        inside = false;
        mayOpen = true; // the second of an escaped pair
      } else if (!inside && c == '"' && mayOpen) {
        inside = true;
      } else if (!inside) {
        mayOpen = c == ',';
      }
    }
    return inside;
  }

  private @Nullable Line read() throws IOException {
    int length = 0;
    int c = nextByte();
    if (c < 0) {
      return null;
    }
    number++;
    while (c >= 0 && c != '\n' && c != '\r') {
      if (length < MAX_BYTES) {
        line[length] = (byte) c;
      }
      length++;
      c = nextByte();
    }
    if (c == '\r' && peekByte() == '\n') {
      nextByte();
    }
    return length > MAX_BYTES
        ? new Line(number, "", "%d bytes, at most %d are taken".formatted(length, MAX_BYTES))
        : decoded(length);
  }

  private Line decoded(int length) {
    int from = number == 1 && hasMark(length) ? 3 : 0;
    try {
      String text = decoder.decode(ByteBuffer.wrap(line, from, length - from)).toString();
      return new Line(number, text, "");
    } catch (CharacterCodingException e) {
      return new Line(number, "", "is not UTF-8");
    }
  }

  /** The byte order mark that some programs begin UTF-8 with. */
  private boolean hasMark(int length) {
    return length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private int peekByte() throws IOException {
    // An end is asked for once: what a stream says after it is not told.
    while (at == end && !ended) {
      at = 0;
      int read = in.read(buffer);
      ended = read < 0;
      end = Math.max(0, read);
    }
    return ended ? -1 : buffer[at] & 0xFF;
  }

  private int nextByte() throws IOException {
    int c = peekByte();
    if (c >= 0) {
      at++;
    }
    return c;
  }
}
