package org.watchfloor.plugin.plate.genericjson.internal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.watchfloor.plugin.api.media.Media;

/** Pictures inside a message, Base64 of a JPEG or PNG, with the head of a data URL or without. */
final class Pictures {
  private static final String BASE64 = ";base64,";

  private Pictures() {}

  /** Those that are pictures: a read is worth more than its picture, which may be missing. */
  static List<Media> of(List<Mapping.Picture> mapped, Place.Read read) {
    List<Media> pictures = new ArrayList<>();
    for (Mapping.Picture picture : mapped) {
      if (picture.place().find(read) instanceof String text) {
        byte[] bytes = decode(text);
        String type = type(bytes);
        if (!type.isEmpty()) {
          pictures.add(Media.of(bytes, type, picture.role()));
        }
      }
    }
    return pictures;
  }

  private static byte[] decode(String text) {
    // RFC 2397: data:image/jpeg;base64,/9j/…
    int head = text.startsWith("data:") ? text.indexOf(BASE64) : -1;
    String base64 = head < 0 ? text : text.substring(head + BASE64.length());
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** SOI and a marker (ITU-T T.81, B.2.1), or the signature of PNG (RFC 2083, 3.1). */
  private static String type(byte[] b) {
    if (b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF) {
      return "image/jpeg";
    }
    boolean png = b.length > 8 && b[0] == (byte) 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G';
    return png ? "image/png" : "";
  }
}
