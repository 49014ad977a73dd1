package org.watchfloor.plugin.simulator.city.tiles;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/** One layer of a vector tile (MVT 2.1, section 4.1): features that share keys and values. */
final class VectorLayer {
  private static final int NAME = 1;
  private static final int FEATURES = 2;
  private static final int KEYS = 3;
  private static final int VALUES = 4;
  private static final int EXTENT = 5;
  private static final int VERSION = 15;
  private static final int FEATURE_TAGS = 2;
  private static final int FEATURE_TYPE = 3;
  private static final int FEATURE_GEOMETRY = 4;
  private static final int VALUE_STRING = 1;

  private final String name;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<String, Integer> values = new LinkedHashMap<>();
  private final List<Feature> features = new ArrayList<>();

  private record Feature(int type, List<Integer> tags, List<Integer> commands) {}

  VectorLayer(String name) {
    this.name = name;
  }

  void add(Geometry geometry, Map<String, String> tags) {
    GeometryCommands commands = GeometryCommands.of(geometry);
    if (commands.isEmpty()) {
      return; // smaller than one unit of the tile
    }
    List<Integer> indexes = new ArrayList<>();
    tags.forEach(
        (key, value) -> {
          indexes.add(index(keys, key));
          indexes.add(index(values, value));
        });
    features.add(new Feature(commands.type(), indexes, commands.values()));
  }

  byte[] encode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(NAME, name);
    for (Feature feature : features) {
      out.writeByteArray(FEATURES, encode(feature));
    }
    for (String key : keys.keySet()) {
      out.writeString(KEYS, key);
    }
    for (String value : values.keySet()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      CodedOutputStream inner = CodedOutputStream.newInstance(text);
      inner.writeString(VALUE_STRING, value);
      inner.flush();
      out.writeByteArray(VALUES, text.toByteArray());
    }
    out.writeUInt32(EXTENT, Tile.EXTENT);
    out.writeUInt32(VERSION, 2);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] encode(Feature feature) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(FEATURE_TAGS, packed(feature.tags()));
    out.writeEnum(FEATURE_TYPE, feature.type());
    out.writeByteArray(FEATURE_GEOMETRY, packed(feature.commands()));
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] packed(List<Integer> numbers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (int number : numbers) {
      out.writeUInt32NoTag(number);
    }
    out.flush();
    return bytes.toByteArray();
  }

  private static int index(Map<String, Integer> known, String word) {
    Integer index = known.putIfAbsent(word, known.size());
    return index == null ? known.size() - 1 : index;
  }
}
