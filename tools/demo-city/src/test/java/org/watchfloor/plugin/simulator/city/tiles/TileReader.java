package org.watchfloor.plugin.simulator.city.tiles;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads a vector tile as a map in a browser would; strict where the specification is. */
final class TileReader {
  record Feature(int type, Map<String, String> tags, List<List<int[]>> paths) {}

  private TileReader() {}

  static Map<String, List<Feature>> read(byte[] zipped) throws IOException {
    byte[] bytes = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    Map<String, List<Feature>> layers = new LinkedHashMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != 3) {
        throw new IOException("field " + WireFormat.getTagFieldNumber(tag) + " in a tile");
      }
      layer(in.readByteArray(), layers);
    }
    return layers;
  }

  private static void layer(byte[] bytes, Map<String, List<Feature>> layers) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    String name = "";
    int version = 0;
    int extent = 0;
    List<byte[]> features = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> name = in.readString();
        case 2 -> features.add(in.readByteArray());
        case 3 -> keys.add(in.readString());
        case 4 -> {
          CodedInputStream value = CodedInputStream.newInstance(in.readByteArray());
          value.readTag();
          values.add(value.readString());
        }
        case 5 -> extent = in.readUInt32();
        case 15 -> version = in.readUInt32();
        default -> throw new IOException("unknown field of a layer");
      }
    }
    if (version != 2 || extent != 4096 || layers.containsKey(name)) {
      throw new IOException("layer " + name + " version " + version + " extent " + extent);
    }
    List<Feature> read = new ArrayList<>();
    for (byte[] feature : features) {
      read.add(feature(feature, keys, values));
    }
    layers.put(name, read);
  }

  private static Feature feature(byte[] bytes, List<String> keys, List<String> values)
      throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    Map<String, String> tags = new LinkedHashMap<>();
    int type = 0;
    List<Integer> commands = List.of();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 2 -> {
          List<Integer> indexes = packed(in.readByteArray());
          for (int i = 0; i < indexes.size(); i += 2) {
            tags.put(keys.get(indexes.get(i)), values.get(indexes.get(i + 1)));
          }
        }
        case 3 -> type = in.readEnum();
        case 4 -> commands = packed(in.readByteArray());
        default -> throw new IOException("unknown field of a feature");
      }
    }
    return new Feature(type, tags, paths(commands));
  }

  private static List<Integer> packed(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    List<Integer> numbers = new ArrayList<>();
    while (!in.isAtEnd()) {
      numbers.add(in.readUInt32());
    }
    return numbers;
  }

  private static List<List<int[]>> paths(List<Integer> commands) throws IOException {
    List<List<int[]>> paths = new ArrayList<>();
    int x = 0;
    int y = 0;
    for (int i = 0; i < commands.size(); ) {
      int id = commands.get(i) & 7;
      int count = commands.get(i++) >> 3;
      if (id == 1) {
        paths.add(new ArrayList<>());
      }
      if (id == 1 || id == 2) {
        for (int n = 0; n < count; n++) {
          x += CodedInputStream.decodeZigZag32(commands.get(i++));
          y += CodedInputStream.decodeZigZag32(commands.get(i++));
          paths.get(paths.size() - 1).add(new int[] {x, y});
        }
      } else if (id != 7 || count != 1) {
        throw new IOException("command " + id + " x " + count);
      }
    }
    return paths;
  }
}
