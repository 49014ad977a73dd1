package org.watchfloor.benchmarks.bus;

import java.nio.ByteBuffer;

/** A kilobyte that begins with its number. */
final class Payload {
  static final int BYTES = 1_024;

  private Payload() {}

  static byte[] of(int number) {
    return ByteBuffer.allocate(BYTES).putInt(number).array();
  }

  static int number(byte[] payload) {
    return ByteBuffer.wrap(payload).getInt();
  }
}
