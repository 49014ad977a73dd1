package org.watchfloor.plugin.api.media;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Content that a decoder found in a message, and its reference. Immutable; holds the bytes given.
 */
public final class Media {
  private final MediaRef ref;
  private final byte[] content;

  private Media(MediaRef ref, byte[] content) {
    this.ref = ref;
    this.content = content;
  }

  /** Wraps content of a MIME type; the array is copied. */
  public static Media of(byte[] content, String contentType, String role) {
    byte[] copy = content.clone();
    return new Media(new MediaRef(sha256(copy), contentType, role, copy.length), copy);
  }

  public MediaRef ref() {
    return ref;
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return content.clone();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
