package org.watchfloor.console.web.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Entity tags made from content (RFC 9110, section 8.8.3). */
final class Etags {
  private static final int BYTES = 12;

  private Etags() {}

  static String of(byte[] content) {
    return '"' + HexFormat.of().formatHex(sha256(content), 0, BYTES) + '"';
  }

  /**
   * Whether {@code If-None-Match} names the tag. A proxy that packed the answer may have marked it
   * weak ({@code W/}).
   */
  static boolean matches(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String candidate : ifNoneMatch.split(",")) {
      String tag = candidate.strip();
      if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
        return true;
      }
    }
    return false;
  }

  static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
