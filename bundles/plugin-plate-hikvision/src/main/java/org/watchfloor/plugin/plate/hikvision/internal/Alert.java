package org.watchfloor.plugin.plate.hikvision.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.watchfloor.plugin.api.media.Media;
import org.watchfloor.plugin.api.signal.Signal;
import org.watchfloor.toolkit.http.Pictured;
import org.watchfloor.toolkit.multipart.Part;

/**
 * A read, and what pictures are to come with it. Immutable.
 *
 * @param bare the signal without pictures
 * @param pictures how many are to come, 8 at most
 * @param types of the pictures, in the order in which the alert names them
 */
record Alert(Signal bare, int pictures, List<String> types) implements Pictured {
  /** More are left out. */
  static final int MAX_PICTURES = 8;

  Alert {
    types = List.copyOf(types);
  }

  @Override
  public List<Media> media(List<Part> parts) {
    List<Media> media = new ArrayList<>();
    for (int i = 0; i < parts.size() && media.size() < MAX_PICTURES; i++) {
      Part part = parts.get(i);
      if (part.isJpeg()) {
        String type = i < types.size() ? types.get(i) : "";
        media.add(Media.of(part.toByteArray(), "image/jpeg", role(part, type)));
      }
    }
    return media;
  }

  /** By the name of the part where it has one, else by its place in the alert's list. */
  private static String role(Part part, String type) {
    String disposition = part.header("Content-Disposition").toLowerCase(Locale.ROOT);
    String words = disposition.contains("picture") ? disposition : type.toLowerCase(Locale.ROOT);
    if (words.contains("licenseplate")) {
      return "plate";
    }
    return words.contains("vehicle") ? "vehicle" : "scene";
  }
}
