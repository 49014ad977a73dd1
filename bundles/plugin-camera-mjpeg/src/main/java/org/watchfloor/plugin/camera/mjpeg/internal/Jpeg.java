package org.watchfloor.plugin.camera.mjpeg.internal;

/** How a JPEG begins and ends (ITU-T T.81, B.1.1.3). */
final class Jpeg {
  /** End of image. */
  static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

  private Jpeg() {}

  /** Start of image and the first byte of the next marker. */
  static boolean begins(byte[] b) {
    return b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF;
  }
}
