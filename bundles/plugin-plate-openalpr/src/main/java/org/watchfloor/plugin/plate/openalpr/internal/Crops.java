package org.watchfloor.plugin.plate.openalpr.internal;

import java.util.Base64;
import java.util.List;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/** Pictures inside a message, Base64 of a JPEG. */
final class Crops {
  private Crops() {}

  /** Adds a picture if it is one; a read is worth more than its picture, which may be missing. */
  static void add(List<Media> crops, JsonObject from, String field, String role)
      throws MalformedMessage {
    byte[] jpeg = decode(from.optionalText(field).orElse(""));
    if (isJpeg(jpeg)) {
      crops.add(Media.of(jpeg, "image/jpeg", role));
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** SOI and a marker at the beginning (ITU-T T.81, B.2.1). */
  private static boolean isJpeg(byte[] b) {
    return b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF;
  }
}
