package org.watchfloor.plugin.camera.mjpeg.internal;

/** Tells a whole JPEG from a cut one and from something else, by its markers (ITU-T T.81, B.1). */
final class Jpeg {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;

  private Jpeg() {}

  /** Start of image and the first byte of the next marker. */
  static boolean begins(byte[] b) {
    return b.length > 3 && u(b, 0) == 0xFF && u(b, 1) == START_OF_IMAGE && u(b, 2) == 0xFF;
  }

  /**
   * Whether the picture reaches its end-of-image marker. A thumbnail's own marker does not count,
   * since segments are passed over by their length; bytes behind the end are allowed, as some
   * cameras pad.
   */
  static boolean whole(byte[] b) {
    if (!begins(b)) {
      return false;
    }
    int at = 2;
    while (at + 1 < b.length) {
      if (u(b, at) != 0xFF) {
        return false;
      }
      int marker = u(b, at + 1);
      if (marker == END_OF_IMAGE) {
        return true;
      }
      if (marker == 0xFF) {
        at++; // fill byte, B.1.1.2
      } else if (standsAlone(marker)) {
        at += 2;
      } else {
        if (at + 3 >= b.length) {
          return false;
        }
        int length = u(b, at + 2) << 8 | u(b, at + 3);
        at += 2 + Math.max(2, length);
        if (marker == START_OF_SCAN) {
          at = nextMarker(b, at);
        }
      }
    }
    return false;
  }

  /** Behind entropy-coded data, in which FF is stuffed with 00 and restarts are D0 to D7. */
  private static int nextMarker(byte[] b, int from) {
    for (int at = from; at + 1 < b.length; at++) {
      if (u(b, at) == 0xFF) {
        int next = u(b, at + 1);
        if (next != 0 && !(next >= 0xD0 && next <= 0xD7)) {
          return at;
        }
      }
    }
    return b.length;
  }

  /** TEM, RST and a repeated SOI have no length. */
  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= START_OF_IMAGE);
  }

  private static int u(byte[] b, int at) {
    return b[at] & 0xFF;
  }
}
