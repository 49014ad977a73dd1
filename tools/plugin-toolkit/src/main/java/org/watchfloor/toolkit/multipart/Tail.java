package org.watchfloor.toolkit.multipart;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes collected so far, with a look at their end. Not thread-safe. */
final class Tail extends ByteArrayOutputStream {
  boolean endsWith(byte[] tail) {
    return count >= tail.length
        && buf[count - 1] == tail[tail.length - 1]
        && Arrays.equals(buf, count - tail.length, count, tail, 0, tail.length);
  }

  /** Without the delimiter, the dashes that some devices add to it, and one line break. */
  byte[] without(int delimiter) {
    int end = count - delimiter;
    while (end > 0 && buf[end - 1] == '-') {
      end--;
    }
    if (end > 0 && buf[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && buf[end - 1] == '\r') {
      end--;
    }
    return Arrays.copyOf(buf, end);
  }
}
