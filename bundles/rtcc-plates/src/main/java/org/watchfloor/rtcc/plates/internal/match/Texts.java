package org.watchfloor.rtcc.plates.internal.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts by number, each kept once as UTF-8 in one block of bytes: ten million entries are no ten
 * million objects. Not thread-safe while it is filled, then for any number of readers.
 */
final class Texts {
  private byte[] bytes = new byte[256];
  private int[] ends = new int[16];
  private int[] slots = new int[32];
  private int size;

  /** The number of a text, from 0 in the order in which they come first. */
  int add(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int slot = slot(utf8, 0, utf8.length);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    append(utf8);
    slots[slot] = size;
    if (size * 2 > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private void append(byte[] utf8) {
    int start = start(size);
    int end = Math.addExact(start, utf8.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, end * 3L / 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    System.arraycopy(utf8, 0, bytes, start, utf8.length);
    ends[size++] = end;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Where the text is, or would be. */
  private int slot(byte[] text, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash * 0x9E3779B9 >>> 7) & slots.length - 1;
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (Arrays.equals(bytes, start(number), ends[number], text, from, to)) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < size; number++) {
      slots[slot(bytes, start(number), ends[number])] = number + 1;
    }
  }

  /** Gives back what only filling needs; nothing can be added afterwards. */
  void trim() {
    bytes = Arrays.copyOf(bytes, start(size));
    ends = Arrays.copyOf(ends, size);
    slots = new int[0];
  }

  int size() {
    return size;
  }

  String get(int number) {
    int start = start(number);
    return new String(bytes, start, ends[number] - start, StandardCharsets.UTF_8);
  }

  /** Bytes of heap. */
  long heap() {
    return bytes.length + 4L * ends.length + 4L * slots.length;
  }
}
