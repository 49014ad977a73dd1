package org.watchfloor.plugin.plate.axis.internal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.source.MalformedMessage;
import org.watchfloor.toolkit.json.JsonObject;

/**
 * The pictures of one event. What is neither a JPEG nor a PNG is left out: a read is worth more
 * than its picture. Not thread-safe.
 */
final class Pictures {
  /** As many as {@code ImageArray} and parts hold at most; a signal may refer to 16. */
  private static final int MAX = 8;

  private final List<Media> media = new ArrayList<>();
  private final String usualRole;

  /**
   * @param event whose {@code imageType} says what its first picture shows
   */
  Pictures(JsonObject event) throws MalformedMessage {
    usualRole = role(event.optionalText("imageType").orElse(""), "vehicle");
  }

  List<Media> media() {
    return media;
  }

  /** {@code ImageArray} of {@code {ImageType, ImageFormat, BinaryImage}} in Base64. */
  void addArray(JsonObject event) throws MalformedMessage {
    for (JsonObject image : event.objects("ImageArray")) {
      String type = image.optionalText("ImageType").orElse("");
      add(decoded(image.optionalText("BinaryImage").orElse("")), role(type, nextRole()));
    }
  }

  /** A part of a multipart body. */
  void addPart(byte[] content) {
    add(content, nextRole());
  }

  private String nextRole() {
    return media.isEmpty() ? usualRole : "vehicle";
  }

  private void add(byte[] content, String role) {
    String type = type(content);
    if (type.isEmpty() || media.size() == MAX) {
      return;
    }
    Media picture = Media.of(content, type, role);
    if (media.stream().noneMatch(m -> m.ref().sha256().equals(picture.ref().sha256()))) {
      media.add(picture);
    }
  }

  /** By its beginning (ITU-T T.81 B.2.1; PNG specification 5.2): {@code ImageFormat} may err. */
  private static String type(byte[] b) {
    if (b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8 && b[2] == (byte) 0xFF) {
      return "image/jpeg";
    }
    boolean png = b.length > 8 && b[0] == (byte) 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G';
    return png ? "image/png" : "";
  }

  private static String role(String type, String otherwise) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "plate" -> "plate";
      case "vehicle" -> "vehicle";
      case "frame" -> "scene";
      default -> otherwise;
    };
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
