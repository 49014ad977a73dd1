package org.watchfloor.core.cluster.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A value of a shared map. Immutable.
 *
 * @param map name of the map
 * @param key within the map
 * @param count how often it was put, by the clock of Lamport
 * @param by node that put it, which decides between equal counts
 * @param value null where it was removed, or never put
 */
record SharedRow(String map, String key, long count, String by, byte @Nullable [] value) {
  static SharedRow none(String map, String key) {
    return new SharedRow(map, key, 0, "", null);
  }

  boolean newerThan(SharedRow other) {
    return count != other.count ? count > other.count : by.compareTo(other.by) > 0;
  }

  int size() {
    return (value == null ? 0 : value.length) + 4 * (map.length() + key.length()) + 32;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(map);
    out.writeUTF(key);
    out.writeLong(count);
    out.writeUTF(by);
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  static SharedRow read(DataInputStream in) throws IOException {
    String map = in.readUTF();
    String key = in.readUTF();
    long count = in.readLong();
    String by = in.readUTF();
    int length = in.readInt();
    if (length > in.available()) {
      throw new IOException("a value of " + length + " bytes");
    }
    return new SharedRow(map, key, count, by, length < 0 ? null : in.readNBytes(length));
  }
}
