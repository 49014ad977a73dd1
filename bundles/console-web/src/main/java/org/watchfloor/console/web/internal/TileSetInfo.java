package org.watchfloor.console.web.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.watchfloor.core.api.json.Json;

/**
 * What a set of tiles says of itself (MBTiles 1.3, metadata).
 *
 * @param name the file's, without {@code .mbtiles}
 * @param format {@code pbf} for vector tiles, {@code png}, {@code jpg} or {@code webp}
 * @param bounds west, south, east, north in degrees; empty where it does not say
 * @param center longitude, latitude, zoom; empty where it does not say
 * @param attribution plain text that the map must show; may be empty
 */
record TileSetInfo(
    String name,
    String format,
    List<Double> bounds,
    List<Double> center,
    int minZoom,
    int maxZoom,
    String attribution) {

  /**
   * @param zooms the lowest and the highest of the tiles, for sets that do not say
   */
  static TileSetInfo of(String name, Map<String, String> metadata, int[] zooms) {
    return new TileSetInfo(
        name,
        metadata.getOrDefault("format", "png"),
        numbers(metadata.get("bounds"), 4),
        numbers(metadata.get("center"), 3),
        whole(metadata.get("minzoom"), zooms[0]),
        whole(metadata.get("maxzoom"), zooms[1]),
        metadata.getOrDefault("attribution", "").replaceAll("<[^>]*>", ""));
  }

  private static List<Double> numbers(@Nullable String text, int howMany) {
    if (text == null) {
      return List.of();
    }
    String[] parts = text.split(",");
    if (parts.length != howMany) {
      return List.of();
    }
    try {
      return Arrays.stream(parts).map(part -> Double.valueOf(part.strip())).toList();
    } catch (NumberFormatException e) {
      return List.of(); // a set without bounds is still a map
    }
  }

  private static int whole(@Nullable String text, int fallback) {
    try {
      return text == null ? fallback : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return fallback;
    }
  }

  String contentType() {
    return switch (format) {
      case "pbf", "mvt" -> "application/vnd.mapbox-vector-tile";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp";
      default -> "image/png";
    };
  }

  ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("name", name);
    node.put("format", format);
    putNumbers(node, "bounds", bounds);
    putNumbers(node, "center", center);
    node.put("minzoom", minZoom);
    node.put("maxzoom", maxZoom);
    node.put("attribution", attribution);
    return node;
  }

  private static void putNumbers(ObjectNode node, String name, List<Double> values) {
    if (!values.isEmpty()) {
      ArrayNode array = node.putArray(name);
      values.forEach(array::add);
    }
  }
}
