package org.watchfloor.rtcc.plates.internal.match;

import java.util.Arrays;

/**
 * One text of each entry as its number among {@link Texts}, in one, two or four bytes as the texts
 * are many. Not thread-safe while it is filled, then for any number of readers.
 */
final class Column {
  private final Texts texts = new Texts();
  private int[] numbers = new int[16];
  private byte[] bytes = {};
  private char[] chars = {};

  int add(int row, String text) {
    if (row >= numbers.length) {
      numbers = Arrays.copyOf(numbers, (int) Math.min(Integer.MAX_VALUE - 8L, row * 3L / 2 + 1));
    }
    numbers[row] = texts.add(text);
    return numbers[row];
  }

  /** Puts row {@code order[i]} at place {@code i}; nothing can be added afterwards. */
  void settle(int[] order) {
    texts.trim();
    int[] all = numbers;
    numbers = new int[0];
    if (texts.size() <= 1 << 8) {
      bytes = new byte[order.length];
      for (int i = 0; i < order.length; i++) {
        bytes[i] = (byte) all[order[i]];
      }
    } else if (texts.size() <= 1 << 16) {
      chars = new char[order.length];
      for (int i = 0; i < order.length; i++) {
        chars[i] = (char) all[order[i]];
      }
    } else {
      numbers = new int[order.length];
      for (int i = 0; i < order.length; i++) {
        numbers[i] = all[order[i]];
      }
    }
  }

  int number(int row) {
    if (bytes.length > 0) {
      return bytes[row] & 0xFF;
    }
    return chars.length > 0 ? chars[row] : numbers[row];
  }

  String text(int row) {
    return texts.get(number(row));
  }

  Texts texts() {
    return texts;
  }

  /** Bytes of heap. */
  long heap() {
    return texts.heap() + bytes.length + 2L * chars.length + 4L * numbers.length;
  }
}
