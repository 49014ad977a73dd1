package org.watchfloor.plugin.api.media;

import java.time.Instant;

/**
 * One JPEG from a camera, and when it was taken by the center's clock. Immutable; holds the bytes
 * given.
 */
public final class Picture {
  private final Instant takenAt;
  private final byte[] jpeg;

  private Picture(Instant takenAt, byte[] jpeg) {
    this.takenAt = takenAt;
    this.jpeg = jpeg;
  }

  /**
   * @throws IllegalArgumentException if the bytes do not begin as a JPEG does (SOI and a marker,
   *     ITU-T T.81 B.2.1)
   */
  public static Picture ofJpeg(Instant takenAt, byte[] jpeg) {
    if (!isJpeg(jpeg)) {
      throw new IllegalArgumentException(
          "picture: " + jpeg.length + " bytes that do not begin as a JPEG does (FF D8 FF)");
    }
    return new Picture(takenAt, jpeg.clone());
  }

  private static boolean isJpeg(byte[] b) {
    return b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF;
  }

  public Instant takenAt() {
    return takenAt;
  }

  /** A copy of the JPEG. */
  public byte[] toByteArray() {
    return jpeg.clone();
  }

  public int length() {
    return jpeg.length;
  }
}
