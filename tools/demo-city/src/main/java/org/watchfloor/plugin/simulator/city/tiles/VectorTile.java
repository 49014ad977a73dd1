package org.watchfloor.plugin.simulator.city.tiles;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * One tile in the Mapbox Vector Tile format, version 2.1. Field numbers are those of the
 * specification's {@code vector_tile.proto}. Not thread-safe.
 */
final class VectorTile {
  private static final int TILE_LAYERS = 3;

  private final Map<String, VectorLayer> layers = new LinkedHashMap<>();

  /** Adds a geometry in tile units; an empty one is left out. */
  void add(String layer, Geometry geometry, Map<String, String> tags) {
    if (!geometry.isEmpty()) {
      layers.computeIfAbsent(layer, VectorLayer::new).add(geometry, tags);
    }
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (VectorLayer layer : layers.values()) {
      out.writeByteArray(TILE_LAYERS, layer.encode());
    }
    out.flush();
    return bytes.toByteArray();
  }
}
